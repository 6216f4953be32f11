// Package http2 is Node's http2 module: servers and clients, sessions, streams and the
// compatibility API, over the protocol machine of package h2 and the sockets of package net.
//
// It has Node's two floors. The native one (native_*.go, after src/node_http2.cc) moves frames
// between the machine and the socket: every frame that arrives enters the script as a callback of
// its own, every frame that is submitted waits for an immediate, one write to the socket is under
// way at a time, and what is queued behind it can be overtaken by a reset or lost to a destroyed
// session. The script's one (session*.go, stream*.go, server.go, compat_*.go, after
// lib/internal/http2) is what programs see. Most surprises come from where the two meet, so the
// order of calls between them is kept to the tick. What differs between versions is in
// node/versions/http2.go.
//
// Not modelled, each with an error that names it where a program could notice: TLS (no
// createSecureServer, no https: connect), sessions over streams that are no net.Socket,
// respondWithFile and respondWithFD. Not modelled and without effect on what a program does:
// performance entries and diagnostics channels, debug output, and the exact byte count against
// maxSessionMemory (headers, queued data and streams count about what they cost there).
package http2
