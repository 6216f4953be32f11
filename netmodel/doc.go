// Package netmodel is a simulated operating system's TCP: hosts, the links
// between them, and processes whose sockets answer as Linux's do, in virtual
// time. Process implements kernel.Kernel and kernel.Waiter; package live
// answers the same calls with real sockets, and a test draws programs of calls
// and holds the two against each other.
//
// The model follows Linux 6.18 with its default settings (receive buffers that
// may grow to 32 MiB, and so windows in steps of 1 KiB), because a program
// sees not only which error it gets but when, after how many bytes, and which
// descriptor first. So it has Linux's send queue with its memory accounts and
// page fragments, receive-buffer tuning, window selection, delayed and quick
// acknowledgements, Nagle, the backlog of a socket that is in a system call,
// and epoll's ready list. On loopback everything that one call sets off is
// over when the call returns: the soft interrupt runs inside it. A write that
// returned is in the peer's receive buffer and its descriptor is ready.
//
// # What is not modelled, and why a program cannot tell
//
//   - Options, checksums, initial sequence numbers, the IP header: no call shows
//     them. Sequence numbers begin at 0 with the SYN.
//   - CUBIC's growth after a loss, SACK, RACK and tail loss probes: loss is
//     repaired as RFC 5681 and RFC 6582 say. A transfer over a lossy link takes
//     somewhat longer; its bytes and errors are the same.
//   - Segments that GRO would merge on arrival are queued one by one on links,
//     and cost the receive buffer a little more.
//   - Pressure on the machine's whole TCP memory, and collapsing of a receive
//     queue that is over its limit: a full queue drops and the sender repeats.
//   - Receive-buffer growth waits a round trip on Linux; here every read counts
//     as late enough, since virtual time does not pass between two reads.
//   - close with SO_LINGER and a time-out blocks on Linux; kernel.Kernel's calls
//     do not block, and here the time-out is ignored.
//   - Urgent data, TCP Fast Open, keep-alive probes (the option is taken and
//     remembered), ICMP errors, routing: nothing above this floor uses them. An
//     address that no host has is a black hole.
//   - Ephemeral ports are taken in sequence; Linux draws them at random, from
//     the same range and with the same parity for connect and bind.
//   - A slow program (Config.ReadRate) is slow at reading alone: what it has read
//     keeps it from reading on, and from nothing else. It sees what a program
//     sees that was late; its peer sees a window that shuts and opens.
//   - The processor is infinitely fast unless World.Spend says otherwise: no
//     soft interrupt is ever late. (On Linux under load it can be; then a result
//     comes a moment later, which every program must stand anyway.)
package netmodel
