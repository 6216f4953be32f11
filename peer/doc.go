// Package peer is a TCP peer without Node: it follows a script of a line a step,
// on a kernel's sockets and nothing above them, so that a server or client can
// be held against what no well-behaved library does: half a request, a reader
// that stops reading, a reset in the middle of a response.
//
//	# says half a request, reads nothing, and goes away
//	connect server:8000
//	send "POST / HTTP/1.1\r\nHost: server\r\nContent-Length: 100\r\n\r\nab"
//	wait 100ms
//	reset
//
// The steps, in one of which a peer is at any time:
//
//	connect HOST:PORT     opens the connection that the steps below are about
//	listen PORT           accepts connections from now on, as a host's kernel does
//	accept                takes the next of them
//	send TEXT             writes; TEXT is as in Go or JSON: "\r\n", "\x00"
//	expect TEXT           reads until this has come; what came before it is dropped
//	expect end            reads until the other side has ended (FIN)
//	expect reset          reads until it has reset the connection (RST)
//	read N                reads N bytes and drops them; read all: until the end
//	wait D                does nothing for so long (250ms, 2s); wait: for ever
//	shutdown              ends its own side (FIN); it can still read
//	reset                 resets the connection (RST)
//	close                 closes it: RST if something is unread, FIN otherwise
//	sndbuf N, rcvbuf N    sizes of the buffers of connections made from now on
//	print TEXT            prints a line
//	exit N                ends with an exit code
//
// Behind a step may stand: "times N" (send), "by N every D" (send and read: N bytes
// at a time, with a pause between), "within D" (connect, accept, expect and read:
// the peer fails if it takes longer). A step that cannot be done prints why, and
// the peer ends with the exit code 1. At its end a process's connections are
// closed.
//
// A peer has one connection at a time; for two, run two peers. It knows no TLS.
// Its steps take 5 µs of virtual time each, less than a program needs that does
// the same: what it races with is as fast as the kernel lets it.
package peer
