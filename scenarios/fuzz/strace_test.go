package fuzz

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A server that says hello to a client and resets it, as strace 6.1 wrote it of
// Node 24.21.0, with some lines between that are none of a socket's.
const straced24 = `openat(AT_FDCWD, "\x61", O_RDONLY) = 17
read(17, "\x2f\x2f", 8192) = 2
close(17) = 0
socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 17
write(17, "\x01", 1) = 1
close(17) = 0
socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 17
setsockopt(17, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
bind(17, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("\x31\x32\x37\x2e\x30\x2e\x30\x2e\x31")}, 16) = 0
listen(17, 511) = 0
socket(AF_INET6, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 18
connect(18, {sa_family=AF_INET6, sin6_port=htons(42977), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "\x3a\x3a\x31", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (Operation now in progress)
accept4(17, NULL, NULL, SOCK_CLOEXEC|SOCK_NONBLOCK) = 19
accept4(17, NULL, NULL, SOCK_CLOEXEC|SOCK_NONBLOCK) = -1 EAGAIN (Resource temporarily unavailable)
write(1, "\x61\x63\x63\x0a", 4) = 4
writev(19, [{iov_base="\x68\x65\x6c", iov_len=3}, {iov_base="\x6c\x6f\x0a", iov_len=3}], 2) = 5
getsockopt(18, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0
read(18, "\x68\x65\x6c\x6c\x6f", 65536) = 5
read(18, 0x5581c0, 65536) = -1 ECONNRESET (Connection reset by peer)
shutdown(19, SHUT_WR) = 0
close(18) = 0
write(1, "\x65\x6e\x64\x0a", 4) = 4
close(19) = 0
close(17) = 0
+++ exited with 0 +++
`

func TestWhatStraceWroteBecomesCalls(t *testing.T) {
	calls, err := ofStrace(straced24)
	require.NoError(t, err)
	require.Equal(t, `listener 1 socket
listener 1 setsockopt SO_REUSEADDR 1
listener 1 bind 127.0.0.1:0
listener 1 listen 511
client 1 socket
client 1 connect [::1]:PORT = EINPROGRESS
listener 1 accept = accepted 1
listener 1 accept = EAGAIN
out "acc\n"
accepted 1 write 6 = 5
client 1 getsockopt SO_ERROR 111
client 1 read 65536 = 5
client 1 read 65536 = ECONNRESET
accepted 1 shutdown SHUT_WR
client 1 close
out "end\n"
`, texts(converse(calls).view("syscalls")))
	require.Equal(t, "accepted 1 writes\n  \"hello\"\n", texts(converse(calls).view("frames")), "what the kernel did not take did not go out")
}

// Strace cuts long strings short. What the kernel took must be there, the rest need not.
func TestAStringThatStraceCut(t *testing.T) {
	const sock = "socket(AF_INET, SOCK_STREAM, 0) = 5\n"
	calls, err := ofStrace(sock + `writev(5, [{iov_base="\x61\x62", iov_len=2}, {iov_base="\x63"..., iov_len=9000}], 2) = 3`)
	require.NoError(t, err)
	require.Equal(t, Call{Name: "write", Sock: 1, Size: 9002, Result: 3, Data: "abc"}, calls[1])
	for _, line := range []string{`write(5, "\x61"..., 9000) = 9000`, `read(5, "\x61"..., 65536) = 2`} {
		_, err := ofStrace(sock + line)
		require.ErrorIs(t, err, errTooMuch, line)
	}
	_, err = ofStrace(sock + `write(5, "abc", 3) = 3`)
	require.ErrorContains(t, err, "line 2: strace wrote a string that does not end")
}

func TestLinesWithoutAResultAreNoCalls(t *testing.T) {
	for _, line := range []string{"", "+++ exited with 0 +++", "--- SIGPIPE {si_signo=SIGPIPE} ---", "read(3,", "read(3) = ?", "read(3)",
		"exit_group(0) = ?", "(3) = 0", "write(3, \"\\x00) = 1", "accept4(3) = -1 ENOSUCHNAME (?)"} {
		_, ok := straceCall(line)
		require.False(t, ok, line)
	}
}

// FuzzStrace: whatever strace writes, reading it ends, in calls or an error, and
// what was read can be shown.
func FuzzStrace(f *testing.F) {
	f.Add(straced24)
	for _, line := range strings.Split(straced24, "\n") {
		f.Add("socket(AF_INET, SOCK_STREAM, 0) = 19\n" + line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		calls, err := ofStrace(text)
		if err != nil {
			return
		}
		talk := converse(calls)
		for _, v := range ViewNames {
			for _, l := range talk.view(v) {
				if strings.Contains(l.Text, "\n") {
					t.Fatalf("a line of view %s is two: %q", v, l.Text)
				}
			}
		}
		for i := range talk.names {
			for _, w := range []*way{talk.wrote[i], talk.read[i]} {
				checkWhole(t, w)
			}
		}
	})
}

// checkWhole: the items of a direction are all of it, in order.
func checkWhole(t *testing.T, w *way) {
	t.Helper()
	at := 0
	for _, it := range w.items {
		if it.from != at || it.size <= 0 || it.canon < 0 {
			t.Fatalf("item %+v does not follow octet %d", it, at)
		}
		at += it.size
	}
	if at != w.data.Len() {
		t.Fatalf("the items end at %d of %d octets", at, w.data.Len())
	}
}
