package env

// SpinEventLoop runs the loop to its natural end (node::SpinEventLoop). Each
// time it has run dry, beforeExit is called; if that gave it new work, it goes
// on. It reports false if the loop waits for something that can never happen.
func (e *Env) SpinEventLoop(beforeExit func()) bool {
	for {
		if !e.Loop.Run() {
			return false
		}
		beforeExit()
		if !e.Loop.Alive() {
			return true
		}
	}
}
