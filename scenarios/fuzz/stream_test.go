package fuzz

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// framer writes frames with another library's code.
type framer struct {
	*http2.Framer
	out    bytes.Buffer
	block  bytes.Buffer
	fields *hpack.Encoder
}

func newFramer() *framer {
	f := &framer{}
	f.Framer = http2.NewFramer(&f.out, nil)
	f.fields = hpack.NewEncoder(&f.block)
	return f
}

func (f *framer) headers(pairs ...string) []byte {
	f.block.Reset()
	for i := 0; i < len(pairs); i += 2 {
		_ = f.fields.WriteField(hpack.HeaderField{Name: pairs[i], Value: pairs[i+1]})
	}
	return append([]byte(nil), f.block.Bytes()...)
}

func itemTexts(list []item) (out []string) {
	for _, it := range list {
		out = append(out, it.text)
	}
	return out
}

func TestFramesOfOneDirection(t *testing.T) {
	f := newFramer()
	require.NoError(t, f.WriteSettings(http2.Setting{ID: 4, Val: 70000}))
	require.NoError(t, f.WriteSettingsAck())
	block := f.headers(":status", "200", "x", "y")
	require.NoError(t, f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block[:1], EndHeaders: false, PadLength: 3}))
	require.NoError(t, f.WriteContinuation(1, true, block[1:]))
	require.NoError(t, f.WritePushPromise(http2.PushPromiseParam{StreamID: 1, PromiseID: 2, BlockFragment: f.headers(":path", "/p"), EndHeaders: true}))
	require.NoError(t, f.WriteData(1, true, make([]byte, 100)))
	require.NoError(t, f.WriteRSTStream(3, http2.ErrCodeCancel))
	require.NoError(t, f.WritePing(true, [8]byte{1, 2}))
	require.NoError(t, f.WriteWindowUpdate(0, 5))
	require.NoError(t, f.WriteGoAway(7, http2.ErrCodeNo, []byte("x")))
	require.NoError(t, f.WriteRawFrame(0x20, 0, 5, []byte{0xab}))
	require.NoError(t, f.WriteData(1, false, []byte("cut off")))
	data := f.out.String()
	list := items(data[:len(data)-3], true)
	require.Equal(t, []string{
		"SETTINGS 4=70000",
		"SETTINGS ACK",
		`HEADERS 1 PADDED more 03 ":status=200" 5`,
		`CONTINUATION 1 END_HEADERS "x=y" 5`,
		`PUSH_PROMISE 1 00000002 ":path=/p" 8`,
		`DATA 1 END_STREAM 100 × "\x00"`,
		"RST_STREAM 3 8",
		"PING ACK",
		"WINDOW_UPDATE 5",
		"GOAWAY last 7 code 0 78",
		"frame type 32 5 ab",
		"DATA 1, the first 13 of 16 octets",
	}, itemTexts(list))
	checkWhole(t, wayOf(data[:len(data)-3], true))
}

func wayOf(data string, answers bool) *way {
	w := &way{}
	w.data.WriteString(data)
	w.take(answers)
	return w
}

// The clock of real Node and its ports are in header blocks, where Huffman
// coding makes them as long as it likes.
func TestDatesAndPortsDoNotChangeLengths(t *testing.T) {
	var ways []*way
	for _, pairs := range [][]string{
		{":authority", "127.0.0.1:40001", "date", "Sat, 21 Nov 2026 16:33:59 GMT"},
		{":authority", "127.0.0.1:55555", "date", "Wed, 28 Jul 2038 08:48:48 GMT"},
	} {
		f := newFramer()
		require.NoError(t, f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: f.headers(pairs...), EndHeaders: true}))
		require.NoError(t, f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3, BlockFragment: f.headers(pairs...), EndHeaders: true}))
		ways = append(ways, wayOf(preface+f.out.String(), false))
	}
	a, b := ways[0], ways[1]
	require.NotEqual(t, a.data.Len(), b.data.Len(), "the example must be one")
	require.Equal(t, itemTexts(a.items), itemTexts(b.items))
	require.Equal(t, a.between(len(preface), a.data.Len()), b.between(len(preface), b.data.Len()))
	require.Equal(t, len(preface)+4, a.between(0, len(preface)+4), "inside a frame octets count as they are")
}

func TestWhatIsNotHTTP2IsReadAsLines(t *testing.T) {
	data := "HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 16:33:59 GMT\r\n\r\n" + strings.Repeat("a", 100) + "\n" + strings.Repeat("ab", 50)
	list := itemTexts(items(data, false))
	require.Equal(t, []string{`"HTTP/1.1 200 OK\r\n"`, `"Date: DATE\r\n"`, `"\r\n"`}, list[:3])
	require.Len(t, list, 5)
	other := itemTexts(items(strings.Replace(data, "abab", "abba", 1), false))
	require.NotEqual(t, list[4], other[4], "long octets are told apart by a sum")
	require.Equal(t, []string{"TLS record 22, 7 octets", "TLS record 23, 6 octets"}, itemTexts(items("\x16\x03\x01\x00\x02ab\x17\x03\x03\x00\x01c", false)))
}
