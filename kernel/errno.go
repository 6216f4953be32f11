package kernel

// Errno is a Linux error number; 0 is success.
type Errno uint16

// The error numbers that TCP sockets give (asm-generic/errno.h).
const (
	EPERM         Errno = 1
	ENOENT        Errno = 2
	ESRCH         Errno = 3
	EINTR         Errno = 4
	EBADF         Errno = 9
	EAGAIN        Errno = 11
	ENOMEM        Errno = 12
	EACCES        Errno = 13
	EFAULT        Errno = 14
	EINVAL        Errno = 22
	EMFILE        Errno = 24
	EPIPE         Errno = 32
	EDESTADDRREQ  Errno = 89
	EPROTO        Errno = 71
	ENOTSOCK      Errno = 88
	ENOPROTOOPT   Errno = 92
	EOPNOTSUPP    Errno = 95
	EAFNOSUPPORT  Errno = 97
	EADDRINUSE    Errno = 98
	EADDRNOTAVAIL Errno = 99
	ENETUNREACH   Errno = 101
	ECONNABORTED  Errno = 103
	ECONNRESET    Errno = 104
	ENOBUFS       Errno = 105
	EISCONN       Errno = 106
	ENOTCONN      Errno = 107
	ETIMEDOUT     Errno = 110
	ECONNREFUSED  Errno = 111
	EHOSTUNREACH  Errno = 113
	EALREADY      Errno = 114
	EINPROGRESS   Errno = 115
	ECANCELED     Errno = 125
)

type errnoText struct {
	name string
	// text is libuv's sentence (uv_strerror), which Node appends to nothing but
	// util.getSystemErrorMap and some messages.
	text string
}

var errnoTexts = map[Errno]errnoText{
	EPERM: {"EPERM", "operation not permitted"}, ENOENT: {"ENOENT", "no such file or directory"},
	ESRCH: {"ESRCH", "no such process"},
	EINTR: {"EINTR", "interrupted system call"}, EBADF: {"EBADF", "bad file descriptor"},
	EAGAIN: {"EAGAIN", "resource temporarily unavailable"}, ENOMEM: {"ENOMEM", "not enough memory"},
	EACCES: {"EACCES", "permission denied"}, EFAULT: {"EFAULT", "bad address in system call argument"},
	EINVAL: {"EINVAL", "invalid argument"}, EMFILE: {"EMFILE", "too many open files"},
	EPIPE: {"EPIPE", "broken pipe"}, EDESTADDRREQ: {"EDESTADDRREQ", "destination address required"},
	ENOPROTOOPT: {"ENOPROTOOPT", "protocol not available"}, EPROTO: {"EPROTO", "protocol error"}, ENOTSOCK: {"ENOTSOCK", "socket operation on non-socket"},
	EOPNOTSUPP: {"EOPNOTSUPP", "operation not supported on socket"}, EAFNOSUPPORT: {"EAFNOSUPPORT", "address family not supported"},
	EADDRINUSE: {"EADDRINUSE", "address already in use"}, EADDRNOTAVAIL: {"EADDRNOTAVAIL", "address not available"},
	ENETUNREACH: {"ENETUNREACH", "network is unreachable"}, ECONNABORTED: {"ECONNABORTED", "software caused connection abort"},
	ECONNRESET: {"ECONNRESET", "connection reset by peer"}, ENOBUFS: {"ENOBUFS", "no buffer space available"},
	EISCONN: {"EISCONN", "socket is already connected"}, ENOTCONN: {"ENOTCONN", "socket is not connected"},
	ETIMEDOUT: {"ETIMEDOUT", "connection timed out"}, ECONNREFUSED: {"ECONNREFUSED", "connection refused"},
	EHOSTUNREACH: {"EHOSTUNREACH", "host is unreachable"}, EALREADY: {"EALREADY", "connection already in progress"},
	EINPROGRESS: {"EINPROGRESS", "operation now in progress"}, ECANCELED: {"ECANCELED", "operation canceled"},
}

// Name is the symbolic name, "ECONNRESET".
func (e Errno) Name() string {
	if t, ok := errnoTexts[e]; ok {
		return t.name
	}
	return "E" + itoa(int(e))
}

// Text is libuv's description, "connection reset by peer".
func (e Errno) Text() string {
	if t, ok := errnoTexts[e]; ok {
		return t.text
	}
	return "unknown error"
}

// Error makes an Errno an error.
func (e Errno) Error() string { return e.Name() + ": " + e.Text() }

func itoa(n int) string {
	if n == 0 {
		return "0"
	}
	var b [8]byte
	i := len(b)
	for ; n > 0; n /= 10 {
		i--
		b[i] = byte('0' + n%10)
	}
	return string(b[i:])
}
