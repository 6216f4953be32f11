package kernel

import (
	"net/netip"

	"finishline/sim"
)

// Forker is a kernel on which a process can start others: what libuv asks of
// Linux for uv_spawn, its pipes and the handles that are sent through them. The
// program that the new process runs is its creator's affair.
type Forker interface {
	Kernel

	// Pair is socketpair(AF_UNIX, SOCK_STREAM): two ends that write to each other.
	Pair() (a, b FD, errno Errno)
	// Fork makes a process whose descriptor i refers to what files[i] refers to
	// here; a negative one is closed. Descriptors 0, 1 and 2 that refer to nothing
	// lead out of the simulation.
	Fork(name string, files []FD) Forker
	// CloseHandles closes all descriptors but the standard streams', oldest first;
	// Exit ends the process: the kernel closes what is left.
	CloseHandles()
	Exit()
	// ID is the process's name in the trace.
	ID() sim.ProcID

	// WritePassing is Writev on an end of a pair with a descriptor that travels
	// along (SCM_RIGHTS); ReadPassing is Read, with the descriptor that came along
	// or -1.
	WritePassing(fd FD, bufs [][]byte, passed FD) (n int, errno Errno)
	ReadPassing(fd FD, p []byte) (n int, passed FD, errno Errno)
	// IsPair reports whether fd is an end of a pair and no TCP socket.
	IsPair(fd FD) bool
	// IsOpen reports whether fd refers to anything in the simulation.
	IsOpen(fd FD) bool

	// ChoosesProcess reports whether the world is asked which of several processes
	// that can run does.
	ChoosesProcess() bool
	// StallsProcess reports whether the world is asked if a process's turn is put off.
	StallsProcess() bool
	// Runnable reports whether Poll would report something, and Woken since when.
	Runnable() bool
	Woken() sim.Time
}

// Resolver is a kernel whose machine knows other machines by name.
type Resolver interface {
	// Resolve gives the addresses of a name, nil if nobody has it.
	Resolve(name string) []netip.Addr
}
