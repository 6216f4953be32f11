package fuzz

import (
	"fmt"
	"strconv"
	"strings"
)

// ofStrace lists the calls in what strace wrote.
func ofStrace(text string) ([]Call, error) {
	s := straced{socks: map[string]int{}}
	for n, line := range strings.Split(text, "\n") {
		e, ok := straceCall(line)
		if !ok || len(e.args) == 0 {
			continue
		}
		if err := s.add(e); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return s.calls, nil
}

// straced follows which descriptors are TCP sockets.
type straced struct {
	calls []Call
	socks map[string]int // by descriptor
	made  int
}

func (s *straced) add(e syscall) (err error) {
	if e.name == "socket" {
		s.socket(e)
		return nil
	}
	fd := e.args[0]
	c := Call{Name: e.name, Sock: s.socks[fd], Result: e.result}
	if c.Sock == 0 {
		return s.printed(fd, e)
	}
	switch e.name {
	case "accept4":
		c.Name = "accept"
		if e.result >= 0 {
			c.Made, c.Result = s.open(e.result), 0
		}
	case "bind", "connect":
		c.Arg, err = sockaddr(arg(e, 1))
	case "listen":
		c.Size = number(arg(e, 1))
	case "setsockopt", "getsockopt":
		c.Arg, c.Size = arg(e, 2), number(arg(e, 3))
	case "read":
		if c.Size = number(arg(e, 2)); c.Result > 0 {
			c.Data, err = moved(arg(e, 1), c.Result)
		}
	case "write":
		c.Size = number(arg(e, 2))
		c.Data, err = moved(arg(e, 1), c.Result)
	case "writev":
		c.Name, c.Size = "write", vectorSize(arg(e, 1))
		c.Data, err = moved(arg(e, 1), c.Result)
	case "shutdown":
		c.Size = int64(map[string]int{"SHUT_RD": 0, "SHUT_WR": 1, "SHUT_RDWR": 2}[arg(e, 1)])
	case "close":
		delete(s.socks, fd)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	s.calls = append(s.calls, c)
	return nil
}

func (s *straced) socket(e syscall) {
	if e.result < 0 || !strings.HasPrefix(e.args[0], "AF_INET") || !strings.HasPrefix(arg(e, 1), "SOCK_STREAM") {
		return
	}
	s.calls = append(s.calls, Call{Name: "socket", Sock: s.open(e.result)})
}

func (s *straced) open(fd int64) int {
	s.made++
	s.socks[strconv.FormatInt(fd, 10)] = s.made
	return s.made
}

// printed keeps writes to standard output.
func (s *straced) printed(fd string, e syscall) error {
	if e.name != "write" && e.name != "writev" || fd != "1" {
		return nil
	}
	text, err := octets(arg(e, 1))
	s.calls = append(s.calls, Call{Name: "out", Arg: text})
	return err
}

// arg is an argument, or nothing if the line has none there.
func arg(e syscall, i int) string {
	if i < len(e.args) {
		return e.args[i]
	}
	return ""
}

// number reads 511, [1] and, of SO_ERROR, [ECONNREFUSED].
func number(s string) int64 {
	s = strings.Trim(s, "[]")
	if n, ok := errnos[s]; ok {
		return -n
	}
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// vectorSize adds up the iov_len=N of a vector.
func vectorSize(s string) (sum int64) {
	for {
		_, rest, found := strings.Cut(s, "iov_len=")
		if !found {
			return sum
		}
		n, _, _ := strings.Cut(rest, "}")
		sum += number(n)
		s = rest
	}
}

// sockaddr reads {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("…")}
// and its like of IPv6.
func sockaddr(s string) (string, error) {
	ip, err := octets(s)
	if err != nil {
		return "", err
	}
	_, port, _ := strings.Cut(s, "htons(")
	port, _, _ = strings.Cut(port, ")")
	if strings.Contains(ip, ":") {
		ip = "[" + ip + "]"
	}
	return address(ip + ":" + port), nil
}
