package sim

import "fmt"

// Kind says what a record records. The comment of each names what the record's
// fields hold; a field that is not named is zero.
type Kind uint16

// Kinds of records. New ones are added at the end of their group's numbers:
// saved traces name kinds by number.
const (
	// KindChoice: the world decided. Name: choice kind; A: alternative taken; B: how many there were.
	KindChoice Kind = 1 + iota
	// KindNote: free text about an object. Name: what; Text: the note.
	KindNote
	// KindLink: two objects belong together from now on. Obj: the upper one; Name: what the lower one is to it (handle,
	// socket, stream, message, connection, timeout: the timer that ends it, keepAliveTimeout; response: what answers a request); A: the lower object; B: a stream's number.
	// With an object's parents, links lead from a stream to its session, socket, handle and kernel socket; the socket's
	// name says which side it is.
	KindLink
)

// The loop and the queues.
const (
	// KindIteration: a loop iteration begins. Obj: loop; A: its number.
	KindIteration Kind = 16 + iota
	// KindPhase: a loop phase begins. Obj: loop; Name: phase.
	KindPhase
	// KindBlock: the loop waits for I/O. Obj: loop; A: timeout in ms, -1 for ever.
	KindBlock
	// KindEnter: a callback is entered. Obj: what it belongs to; Name: callback; Pos: the function.
	KindEnter
	// KindLeave: that callback returned. A: the KindEnter record; B: 1 if it threw.
	KindLeave
	// KindEnqueue: something was queued. Name: queue (nextTick, microtask, immediate, timer, closing); A: its length now; Pos: by which line.
	KindEnqueue
	// KindDequeue: it was taken to be run. Name: queue; A: its length now; Cause: the KindEnqueue record.
	KindDequeue
	// KindTimer: a timer was armed (or refreshed), fired, cleared, or took or gave up its hold on the loop. Obj: the
	// timer, named after what made it; Name: arm, fire, clear, ref, unref; A: due, virtual ms; B: duration ms; Text: unref
	// if it is armed without a hold; Pos: by which line.
	KindTimer
)

// What the script and the library did.
const (
	// KindEmit: an event was emitted. Obj: emitter; Name: event; A: number of listeners; B: how many of them are the script's.
	KindEmit Kind = 32 + iota
	// KindCall: the script called an API of interest. Obj: receiver, or what a function made; Name: method; Text:
	// argument summary; A: what a method made (session.request); Pos, Line: by which line. What the call does has it as
	// its cause.
	KindCall
	// KindState: a machine moved. Obj: machine; Name: from; Text: to. Its cause is the record's Cause.
	KindState
	// KindLevel: a buffer's level changed. Obj: owner; Name: buffer; A: bytes now; B: items now.
	KindLevel
	// KindGate: something was discarded because something shut. Obj: owner; Name: buffer; A: bytes lost; B: frames,
	// writes or items lost; Text: what shut it.
	KindGate
	// KindConsole: the process wrote. A: file descriptor (1, 2); Text: what.
	KindConsole
	// KindThrow: an exception reached the top. Name: error name or code; Text: message.
	KindThrow
	// KindHandle: a handle began (A=1) or ceased (A=0) to keep the process alive. Obj: handle; Name: why. B=1: it is not
	// the handle but a request on it (Name: connect, write, shutdown; work of the thread pool on the loop).
	KindHandle
	// KindExit: the process ended. A: exit code; Name: how (natural, process.exit, uncaught exception, signal).
	KindExit
)

// Frames and messages.
const (
	// KindFrameQueued: a frame or message part was submitted. Obj: session or message; Name: frame type or part; A: stream, of
	// an HTTP/1.1 head its Content-Length, -1 if it has none; B: payload bytes; Text: flags and fields.
	KindFrameQueued Kind = 48 + iota
	// KindFrameSerialized: it was turned into bytes. Same fields.
	KindFrameSerialized
	// KindFrameParsed: one arrived whole. Same fields.
	KindFrameParsed
	// KindFrameDropped: one was discarded unsent. Same fields; Text: why.
	KindFrameDropped
	// KindFrameHanded: bytes of the session or message were handed to the stream below. Obj: session or message; A: bytes.
	KindFrameHanded
)

// System calls and the network.
const (
	// KindSyscall: Obj: socket; Name: call; A: result, or negative errno; B: argument size, of accept the new socket as
	// an object; Text: address or detail, of reads and writes the octets if the network keeps them.
	KindSyscall Kind = 64 + iota
	// KindReady: the poller reported a descriptor. Obj: socket; A: events.
	KindReady
	// KindSegmentSent: a TCP segment left. Obj: sending socket; Name: flags; A: sequence number; B: payload bytes; Text: ack and window.
	KindSegmentSent
	// KindSegmentDelivered: it arrived. Obj: receiving socket; same fields; Cause: the KindSegmentSent record.
	KindSegmentDelivered
	// KindSegmentDropped: it was lost. Same fields; Text: why.
	KindSegmentDropped
	// KindSocketBuffer: a kernel buffer's level. Obj: socket; Name: sndbuf or rcvbuf; A: bytes now; B: capacity in bytes.
	KindSocketBuffer
)

var kindNames = map[Kind]string{
	KindChoice: "choice", KindNote: "note", KindLink: "link",
	KindIteration: "iteration", KindPhase: "phase", KindBlock: "block", KindEnter: "enter", KindLeave: "leave",
	KindEnqueue: "enqueue", KindDequeue: "dequeue", KindTimer: "timer",
	KindEmit: "emit", KindCall: "call", KindState: "state", KindLevel: "level", KindGate: "gate",
	KindConsole: "console", KindThrow: "throw", KindHandle: "handle", KindExit: "exit",
	KindFrameQueued: "frame-queued", KindFrameSerialized: "frame-serialized", KindFrameParsed: "frame-parsed",
	KindFrameDropped: "frame-dropped", KindFrameHanded: "frame-handed",
	KindSyscall: "syscall", KindReady: "ready", KindSegmentSent: "segment-sent", KindSegmentDelivered: "segment-delivered",
	KindSegmentDropped: "segment-dropped", KindSocketBuffer: "socket-buffer",
}

func (k Kind) String() string {
	if s, ok := kindNames[k]; ok {
		return s
	}
	return fmt.Sprintf("kind(%d)", uint16(k))
}
