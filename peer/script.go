package peer

import "finishline/sim"

// Script is what a peer does, step by step. Parse makes it.
type Script struct {
	Name  string // the file's, for messages
	Steps []Step
}

// Verb says what a step does.
type Verb string

// The verbs; the package's documentation says what they do.
const (
	Connect  Verb = "connect"
	Listen   Verb = "listen"
	Accept   Verb = "accept"
	Send     Verb = "send"
	Expect   Verb = "expect"
	Read     Verb = "read"
	Wait     Verb = "wait"
	Shutdown Verb = "shutdown"
	Reset    Verb = "reset"
	Close    Verb = "close"
	SndBuf   Verb = "sndbuf"
	RcvBuf   Verb = "rcvbuf"
	Print    Verb = "print"
	Exit     Verb = "exit"
)

// What expect may wait for but a text.
const (
	untilText = iota
	untilEnd
	untilReset
)

// Step is a line of a script.
type Step struct {
	Verb Verb
	Line int    // from 1
	What string // what stands behind the verb
	Host string // of connect
	// N is a port, a number of bytes (-1: all of them), a size, or an exit code.
	N      int
	Data   []byte
	Times  int // that Data is sent
	until  int // of expect
	Chunk  int // bytes at a time; 0: as many as it can
	Every  sim.Duration
	For    sim.Duration // of wait; negative: for ever
	Within sim.Duration // zero: however long it takes
}

func (s *Step) total() int64 { return int64(len(s.Data)) * int64(s.Times) }
