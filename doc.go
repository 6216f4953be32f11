// Package finishline runs Node scripts in virtual time, for tests: load a
// script, choose a Node version and a network, run it or explore every order
// that the world may choose, and assert on what became of the exchanges, on what
// was printed, on events, frames and handles.
//
//	func TestNoResponseIsLost(t *testing.T) {
//		s, err := finishline.Load("server.js")
//		require.NoError(t, err)
//		report, err := s.Node("24").Explore(finishline.Bounded(2))
//		require.NoError(t, err)
//		require.Equal(t, finishline.Complete, report.Worst())
//	}
//
// A Script is a value: every method that changes something returns a copy, so
// one can be kept and varied. The same script, version, network, seed and
// schedule give the same run, everywhere; nothing reads a real clock.
//
// Times are virtual. What the simulation does not model, and why a program
// cannot tell, is said in the documentation of netmodel and of node's rooms; what
// scripts may use is listed in docs/supported.md.
package finishline
