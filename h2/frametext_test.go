package h2

// Frames as text, both ways: what the stories are written in.

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// describe writes a frame in one line.
func describe(f *Frame) string {
	t := fmt.Sprintf("%v(%d)", f.Type, f.StreamID)
	if f.IsAck() {
		t += " ack"
	}
	switch f.Type {
	case FrameData:
		t += fmt.Sprintf(" %d", f.Length)
	case FrameRSTStream:
		t += " " + f.Code.String()
	case FrameGoAway:
		t += fmt.Sprintf(" last=%d %v %q", f.LastStreamID, f.Code, f.Debug)
	case FrameWindowUpdate:
		t += fmt.Sprintf(" +%d", f.Increment)
	case FrameSettings:
		for _, e := range f.Settings {
			t += fmt.Sprintf(" %d=%d", e.ID, e.Value)
		}
	case FramePushPromise:
		t += fmt.Sprintf(" promises %d", f.Promised)
	case FrameAltSvc:
		t += fmt.Sprintf(" %q %q", f.Origin, f.Value)
	case FrameOrigin:
		t += fmt.Sprintf(" %q", f.Origins)
	case FramePriority:
		t += fmt.Sprintf(" on %d weight %d", f.Priority.Dependency, f.Priority.Weight)
	}
	if f.PadLen > 0 {
		t += fmt.Sprintf(" pad %d", f.PadLen)
	}
	if f.EndStream() {
		t += " END_STREAM"
	}
	return t
}

// readBack describes octets as an independent reader sees them.
func readBack(t testing.TB, b []byte) string {
	if string(b) == clientPreface {
		return "preface"
	}
	fr := http2.NewFramer(nil, bytes.NewReader(b))
	fr.AllowIllegalReads = true
	fr.SetMaxReadFrameSize(1<<24 - 1)
	var parts []string
	for {
		f, err := fr.ReadFrame()
		if err != nil {
			break
		}
		hd := f.Header()
		text := fmt.Sprintf("%v(%d)", hd.Type, hd.StreamID)
		switch f := f.(type) {
		case *http2.DataFrame:
			text += fmt.Sprintf(" %d", hd.Length)
			if hd.Flags.Has(http2.FlagDataPadded) {
				text += fmt.Sprintf(" of which data %d", len(f.Data()))
			}
		case *http2.SettingsFrame:
			if f.IsAck() {
				text += " ack"
			}
			_ = f.ForeachSetting(func(e http2.Setting) error {
				text += fmt.Sprintf(" %d=%d", e.ID, e.Val)
				return nil
			})
		case *http2.PingFrame:
			if f.IsAck() {
				text += " ack"
			}
		case *http2.RSTStreamFrame:
			text += " " + f.ErrCode.String()
		case *http2.GoAwayFrame:
			text += fmt.Sprintf(" last=%d %v %q", f.LastStreamID, f.ErrCode, f.DebugData())
		case *http2.WindowUpdateFrame:
			text += fmt.Sprintf(" +%d", f.Increment)
		case *http2.HeadersFrame:
			text += fmt.Sprintf(" %d octets", hd.Length)
			if !f.HeadersEnded() {
				text += " more"
			}
			if f.HasPriority() {
				text += fmt.Sprintf(" on %d weight %d", f.Priority.StreamDep, int(f.Priority.Weight)+1)
			}
		case *http2.PushPromiseFrame:
			text += fmt.Sprintf(" promises %d", f.PromiseID)
		}
		if (hd.Type == http2.FrameData || hd.Type == http2.FrameHeaders) && hd.Flags.Has(http2.FlagDataEndStream) {
			text += " END_STREAM"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		t.Fatalf("unreadable octets %x", b)
	}
	return strings.Join(parts, ", ")
}

// parseFrames turns lines like "HEADERS 1 END_STREAM :method=GET …" into octets, through the
// Framer of x/net.
func parseFrames(t testing.TB, enc *hpack.Encoder, block *bytes.Buffer, text string) []byte {
	var out bytes.Buffer
	fr := http2.NewFramer(&out, nil)
	fr.AllowIllegalWrites = true
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		w := strings.Fields(line)
		num := func(i int) uint32 {
			if i >= len(w) {
				return 0
			}
			n, err := strconv.ParseUint(w[i], 0, 32)
			if err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			return uint32(n)
		}
		end := strings.Contains(line, "END_STREAM")
		ack := strings.HasSuffix(line, "ack")
		switch w[0] {
		case "preface":
			out.WriteString(clientPreface)
		case "HEADERS", "PUSH_PROMISE":
			block.Reset()
			for _, kv := range w[2:] {
				if i := strings.LastIndex(kv, "="); i > 0 && strings.Contains(kv, "=") {
					i = strings.Index(kv[1:], "=") + 1
					_ = enc.WriteField(hpack.HeaderField{Name: kv[:i], Value: kv[i+1:]})
				}
			}
			if w[0] == "PUSH_PROMISE" {
				_ = fr.WritePushPromise(http2.PushPromiseParam{StreamID: num(1), PromiseID: num(2), EndHeaders: true, BlockFragment: block.Bytes()})
				break
			}
			_ = fr.WriteHeaders(http2.HeadersFrameParam{StreamID: num(1), EndStream: end, EndHeaders: !strings.Contains(line, "more"), BlockFragment: block.Bytes()})
		case "CONTINUATION":
			_ = fr.WriteContinuation(num(1), !strings.Contains(line, "more"), nil)
		case "DATA":
			_ = fr.WriteData(num(1), end, bytes.Repeat([]byte{'y'}, int(num(2))))
		case "SETTINGS":
			if ack {
				_ = fr.WriteSettingsAck()
				break
			}
			var list []http2.Setting
			for _, kv := range w[1:] {
				var e http2.Setting
				_, _ = fmt.Sscanf(kv, "%d=%d", &e.ID, &e.Val)
				list = append(list, e)
			}
			_ = fr.WriteSettings(list...)
		case "PING":
			_ = fr.WritePing(ack, [8]byte{1, 2, 3, 4, 5, 6, 7, 8})
		case "RST_STREAM":
			_ = fr.WriteRSTStream(num(1), http2.ErrCode(num(2)))
		case "GOAWAY":
			_ = fr.WriteGoAway(num(1), http2.ErrCode(num(2)), nil)
		case "WINDOW_UPDATE":
			_ = fr.WriteWindowUpdate(num(1), num(2))
		case "PRIORITY":
			_ = fr.WritePriority(num(1), http2.PriorityParam{StreamDep: num(2), Weight: uint8(num(3) - 1)})
		case "raw":
			b, err := hex.DecodeString(strings.Join(w[1:], ""))
			if err != nil {
				t.Fatal(err)
			}
			out.Write(b)
		default:
			t.Fatalf("what is %q?", line)
		}
	}
	return out.Bytes()
}
