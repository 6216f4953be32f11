// Package h2 is HTTP/2 (RFC 9113) as a machine without input or output: octets in, callbacks
// out; calls in, octets out. It knows no clock, no socket and no Node. It behaves as nghttp2
// does, because what a Node program sees of HTTP/2 — which frame precedes which, when a stream
// closes and with what code, when a window opens — is what nghttp2 does:
//
//   - a frame is judged when its turn to be sent comes, not when it was submitted: RST_STREAM
//     and GOAWAY overtake DATA, and what they overtook is reported by FrameNotSent;
//   - SETTINGS and PING go first, then everything else in order, then requests as far as the
//     peer's SETTINGS_MAX_CONCURRENT_STREAMS lets them, then DATA by the scheduler's choice;
//   - GOAWAY drains. It is a state (StateGoAwaySent, StateGoAwayReceived, StateGoAwayBoth) from
//     which streams still finish, and only a final one (Terminate) closes.
//
// Where versions of nghttp2 differ, Options says so; where RFC 9113 asks for more than any of
// them does, Options.Pedantic and Options.ClosedStreams add it.
//
// What real Node was seen to need (by probing the binaries; all set NoAutoWindowUpdate,
// ReceiveAltSvc and ReceiveOrigin):
//
//	Node 18.18.2 (nghttp2 1.57)                 MaxContinuations: -1
//	Node 18.20.8, 20.20.2, 23.7.0 (1.61, 1.64)  the zero value
//	Node 25.9.0 (1.68)                          Scheduler: Urgency, IgnorePriority, Glitch 1000 and 33, TableHash168
//	Node 22.23.3, 24.21.0, 26.10.0 (1.69, 1.70) the same with Glitch 10000 and 330, TableHash169,
//	                                            WindowOverflowFatal, ReportBodyErrors
//
// The rooms below: wire lays out octets, compress is HPACK, sched chooses among bodies.
//
// # Not modelled, and why a program cannot tell
//
//   - Memory limits and NGHTTP2_ERR_NOMEM: the simulator's Node does not run out.
//   - Partial output: Send gives whole frames. nghttp2 gives HEADERS and each CONTINUATION
//     apart, but Node puts them into one buffer.
//   - Upgrade from HTTP/1.1 (h2c upgrade) and SETTINGS_NO_RFC7540_PRIORITIES on our side: Node
//     has no call for either.
//   - PRIORITY_UPDATE frames (RFC 9218): Node does not enable them; they are ignored as unknown.
//   - Retained closed streams in the dependency tree: Node switches them off.
package h2
