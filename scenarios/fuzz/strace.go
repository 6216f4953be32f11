package fuzz

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// straceFlags make strace write what ofStrace reads: the main thread's calls
// (libuv's threads look names up, they never touch a TCP socket), octets as
// \xNN, and as many as a socket ever takes at once.
var straceFlags = []string{"-xx", "-s", "4194304", "-e", "signal=none",
	"-e", "trace=socket,setsockopt,getsockopt,bind,listen,connect,accept4,read,write,writev,shutdown,close"}

// syscall is a line of strace's: name(args) = result.
type syscall struct {
	name   string
	args   []string
	result int64 // or a negative errno
}

// straceCall reads a line; ok is false for lines that report no finished call.
func straceCall(line string) (e syscall, ok bool) {
	open := strings.IndexByte(line, '(')
	if open <= 0 || !isName(line[:open]) {
		return e, false
	}
	e.name = line[:open]
	args, rest, ok := splitArgs(line[open+1:])
	if !ok {
		return e, false
	}
	e.args = args
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), "= ")
	if !ok {
		return e, false
	}
	word, rest, _ := strings.Cut(rest, " ")
	n, err := strconv.ParseInt(word, 0, 64)
	if err != nil {
		return e, false // "?": interrupted, or the process ended in it
	}
	if e.result = n; n == -1 {
		name, _, _ := strings.Cut(rest, " ")
		if e.result, ok = errnos[name]; !ok {
			return e, false
		}
	}
	return e, true
}

func isName(s string) bool {
	for _, c := range []byte(s) {
		if c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// splitArgs splits at the commas that are in no bracket and no string, up to
// the closing parenthesis.
func splitArgs(s string) (args []string, rest string, ok bool) {
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			end := strings.IndexByte(s[i+1:], '"') // with -xx no quote is inside
			if end < 0 {
				return nil, "", false
			}
			i += 1 + end
		case '(', '[', '{':
			depth++
		case ']', '}':
			depth--
		case ',':
			if depth == 0 {
				args = append(args, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		case ')':
			if depth--; depth < 0 {
				if last := strings.TrimSpace(s[from:i]); last != "" || len(args) > 0 {
					args = append(args, last)
				}
				return args, s[i+1:], true
			}
		}
	}
	return nil, "", false
}

// octets decodes every "\xNN…" string in s and joins them. Strace cuts long
// strings short ("…"...): what is joined ends there.
func octets(s string) (string, error) {
	var b strings.Builder
	for {
		_, rest, found := strings.Cut(s, `"`)
		if !found {
			return b.String(), nil
		}
		text, after, closed := strings.Cut(rest, `"`)
		if !closed || len(text)%4 != 0 {
			return "", fmt.Errorf("strace wrote a string that does not end: %.40q", s)
		}
		for ; text != ""; text = text[4:] {
			n, err := strconv.ParseUint(text[2:4], 16, 8)
			if err != nil || text[:2] != `\x` {
				return "", fmt.Errorf("strace wrote a string that is not hexadecimal: %.40q", s)
			}
			b.WriteByte(byte(n))
		}
		if strings.HasPrefix(after, "...") {
			return b.String(), nil
		}
		s = after
	}
}

// moved is the first n octets of the strings in s; that they are not all there is
// an error, because what is compared would not be all that went.
func moved(s string, n int64) (string, error) {
	all, err := octets(s)
	if err == nil && n > int64(len(all)) {
		err = fmt.Errorf("%w: %d octets", errTooMuch, n)
	}
	if err != nil || n < 0 {
		return "", err
	}
	return all[:n], nil
}

// errTooMuch is the error of a run that moves more than strace shows or than is
// worth reading.
var errTooMuch = errors.New("more goes over a connection than strace shows")

// errnos are those that calls on TCP sockets return, negative.
var errnos = map[string]int64{
	"EPERM": -1, "EINTR": -4, "EBADF": -9, "EAGAIN": -11, "ENOMEM": -12, "EACCES": -13, "EFAULT": -14, "EINVAL": -22,
	"EMFILE": -24, "EPIPE": -32, "ENOTSOCK": -88, "EDESTADDRREQ": -89, "ENOPROTOOPT": -92, "EOPNOTSUPP": -95, "EAFNOSUPPORT": -97,
	"EADDRINUSE": -98, "EADDRNOTAVAIL": -99, "ENETUNREACH": -101, "ECONNABORTED": -103, "ECONNRESET": -104, "ENOBUFS": -105,
	"EISCONN": -106, "ENOTCONN": -107, "ETIMEDOUT": -110, "ECONNREFUSED": -111, "EHOSTUNREACH": -113, "EALREADY": -114, "EINPROGRESS": -115,
}

// errnoName is the name of a negative errno.
func errnoName(n int64) string {
	for name, v := range errnos { // order: every value has one name
		if v == n {
			return name
		}
	}
	return fmt.Sprint("errno ", -n)
}
