package peer

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	s, err := Parse("x.peer", `
# a comment
connect Server:8000 within 2s   # and another
send "a\r\n\x00#\"" times 3 by 2 every 50ms
expect "b" within 1s
read all by 10 every 1ms
wait
`)
	require.NoError(t, err)
	require.Len(t, s.Steps, 5)
	require.Equal(t, Step{Verb: Connect, Line: 3, What: "Server:8000 within 2s", Host: "server", N: 8000, Times: 1, Within: 2e9}, s.Steps[0])
	require.Equal(t, "a\r\n\x00#\"", string(s.Steps[1].Data))
	require.Equal(t, int64(18), s.Steps[1].total())
	require.Equal(t, -1, s.Steps[3].N)
	require.Equal(t, forever, s.Steps[4].For)
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{ // order: each is read by itself
		"":                                "x.peer: it has no steps",
		"# nothing":                       "x.peer: it has no steps",
		"\nfly":                           `x.peer:2: "fly" is not a step; there are connect, listen, accept`,
		`"connect" a:1`:                   `"connect" is not a step`,
		"connect":                         `connect: "" is not a host and a port`,
		"connect server":                  `connect: "server" is not a host and a port, like server:8000`,
		"connect server:0":                "is not a host and a port",
		"connect server:99999":            "is not a host and a port",
		"connect a:1 b":                   `connect: "b" is too much`,
		"connect a:1 within":              "connect: a time is missing",
		"connect a:1 within 5":            `connect: "5" is not a time with its unit`,
		"connect a:1 within -1s":          "is not a time",
		"connect a:1 times 2":             `connect: "times" stands behind [send] alone`,
		"connect a:1 within 1s within 1s": `connect: "within" stands there twice`,
		"accept":                          "accept: nobody can connect: `listen PORT` comes first",
		"listen 80\nlisten 81":            "x.peer:2: listen: it listens already",
		"send \"x\"":                      "send: there is no connection: `connect HOST:PORT`",
		"connect a:1\nconnect a:1":        "there is a connection already",
		"connect a:1\nsend x":             "send: a text in quotes is missing",
		"connect a:1\nsend \"x":           "x.peer:2: column 6: the text that begins here has no end",
		"connect a:1\nsend \"\\q\"":       "an escape that is none of",
		"connect a:1\nsend \"\"":          "the text is empty",
		"connect a:1\nsend \"x\" times 0": `"0" is not how often from 1 to`,
		"connect a:1\nsend \"xyz\" times 1073741823": "3221225469 bytes are more than",
		"connect a:1\nsend \"x\" by 3":               `behind "by N" stands "every" and a time`,
		"connect a:1\nexpect fin":                    `"fin" is neither a text in quotes nor end nor reset`,
		"connect a:1\nread":                          "read: a number of bytes (or all) is missing",
		"connect a:1\nread x":                        `"x" is not a number of bytes (or all)`,
		"connect a:1\nshutdown\nsend \"x\"":          "x.peer:3: send: its side was ended by shutdown",
		"connect a:1\nreset\nclose":                  "x.peer:3: close: there is no connection",
		"connect a:1\nexpect reset\nclose":           "x.peer:3: close: there is no connection",
		"exit 0\nwait":                               "nothing can stand behind exit",
		"exit 300":                                   `"300" is not an exit code from 0 to 255`,
		"wait \x01":                                  `column 6: the byte 0x01 can only stand in a text`,
		"print hello":                                "a text in quotes is missing",
	} {
		_, err := Parse("x.peer", text)
		require.ErrorContains(t, err, want, text)
	}
}

// FuzzParse: whatever a file holds, it is read or refused in one line.
func FuzzParse(f *testing.F) {
	f.Add("connect a:1 within 1s\nsend \"x\\x00\" times 3 by 1 every 1ms\nexpect end\nclose\nlisten 5\naccept\nread all\nwait 1h # x\n")
	f.Add("sndbuf 1\nrcvbuf 2\nprint \"\"\nexit 3")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse("x.peer", text)
		if err != nil {
			for _, c := range err.Error() {
				if c == '\n' {
					t.Fatalf("%q: more than a line: %q", text, err)
				}
			}
			return
		}
		for i := range s.Steps {
			if s.Steps[i].total() > maxSent {
				t.Fatalf("%q: sends %d bytes", text, s.Steps[i].total())
			}
		}
	})
}

// TestFrom: what is written next is the text again and again, chunk by chunk.
func TestFrom(t *testing.T) {
	s := Step{Data: []byte("abc"), Times: 4, Chunk: 5}
	var got []string
	for n := int64(0); n < s.total(); {
		b := s.from(n)
		got = append(got, string(b))
		n += int64(len(b))
	}
	require.Equal(t, []string{"abcab", "cabca", "bc"}, got)
	require.Equal(t, "b", string(s.from(4)), "the rest of a chunk that was taken in part")
}
