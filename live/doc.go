// Package live is kernel.Kernel over the real thing: raw non-blocking sockets
// and one epoll, in real time. It exists on Linux only, because what the rest
// of the project models is Linux: on other systems New returns an error.
//
// It is as thin as libuv's Unix layer and adds nothing: every result and errno
// is the operating system's. It keeps no trace. A Kernel is not safe for
// concurrent use.
package live
