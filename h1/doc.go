// Package h1 is the HTTP/1.1 protocol machine (RFC 9112), for both roles and
// without any input or output of its own: bytes go in and callbacks come out of
// a [Parser]; calls go in and bytes come out of the Append functions; and a
// [Conn] keeps the two sides of a connection honest.
//
// It knows no clock, no socket and no event loop. Equal input gives equal
// callbacks, and the way in which the input is cut into pieces can be seen only
// in how body chunks are cut, and in the offset of a limit error.
//
// # The judge
//
// The parser accepts, rejects and reports what Node.js does, with its public
// error codes, its reason texts and its offsets. What differs between versions
// of Node is named, one behaviour at a time, in [Options]; the zero Options is
// the strictest machine there is (llhttp 9.4, Node 22.23, 24.21 and 26). The
// package never sees a version number. testdata/facts.jsonl holds what eight
// real versions did with some seven hundred malformed and odd messages.
//
// # What is not modelled, and why a program cannot tell
//
//   - Header names and values are reported once, whole, where llhttp reports
//     pieces: Node joins the pieces before JavaScript sees them.
//   - Trailing optional whitespace of a value is removed here (RFC 9112, section
//     5.1), where Node removes it one layer higher.
//   - An error is final. llhttp lets its owner resume after an error, Node never
//     does.
//   - After an error, Execute keeps returning the first error and its first
//     offset. In Node the offset of a repeated error is an accident of memory.
//   - llhttp 9.4 never returns from a NUL in a value when only control
//     characters are let pass; here that is an error.
//   - A body longer than 2^64-1 bytes cannot be announced: it is an error, in
//     llhttp too.
//   - The kind Both is not used by Node; here it decides by the first two bytes.
package h1
