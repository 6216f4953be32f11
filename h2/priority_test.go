package h2

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// TestPriorityAsNode replays what a raw client sent to a real Node server, requests with weights,
// dependencies and PRIORITY frames (tree: Node 18.18.2 and 23.7.0 agree) or with priority fields
// (urgency: Node 25.9.0 and 26.10.0 agree), and compares the order of the DATA frames that the
// server answered with. All answers began in the same tick.
func TestPriorityAsNode(t *testing.T) {
	for name, o := range map[string]Options{
		"tree":    {Scheduler: Weighted},
		"urgency": {Scheduler: Urgency, IgnorePriority: true},
	} {
		raw, err := os.ReadFile("testdata/priority/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var stories [][][]any
		if err := json.Unmarshal(raw, &stories); err != nil {
			t.Fatal(err)
		}
		raw, err = os.ReadFile("testdata/priority/" + name + ".order")
		if err != nil {
			t.Fatal(err)
		}
		orders := strings.Split(strings.TrimSpace(string(raw)), "\n")
		wrong := 0
		for i, steps := range stories {
			if got := dataOrder(t, o, steps); got != orders[i] {
				wrong++
				t.Errorf("%s, story %d %v:\n got %s\nwant %s", name, i, steps, got, orders[i])
			}
		}
		t.Logf("%s: %d of %d stories as Node", name, len(stories)-wrong, len(stories))
	}
}

func dataOrder(t *testing.T, o Options, steps [][]any) string {
	var in, block bytes.Buffer
	in.WriteString(clientPreface)
	fr, enc := http2.NewFramer(&in, nil), hpack.NewEncoder(&block)
	fr.AllowIllegalWrites = true
	_ = fr.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 10000000})
	_ = fr.WriteWindowUpdate(0, 100000000)
	h := newStoryteller(Server, o)
	var ids []StreamID
	for _, st := range steps {
		num := func(i int) uint32 { return uint32(st[i].(float64)) }
		fields := storyRequest
		flags := http2.FlagHeadersEndStream | http2.FlagHeadersEndHeaders
		size := 0
		block.Reset()
		switch st[0] {
		case "P":
			_ = fr.WritePriority(num(1), http2.PriorityParam{StreamDep: num(2), Weight: uint8(num(3) - 1), Exclusive: st[4].(bool)})
			continue
		case "H":
			if st[2] != nil {
				flags |= http2.FlagHeadersPriority
				block.Write(appendPriority(nil, PrioritySpec{StreamID(num(2)), int(num(3)), st[4].(bool)}))
			}
			size = int(num(5))
		case "U":
			fields = append(fields[:len(fields):len(fields)], hpack.HeaderField{Name: "priority", Value: st[2].(string)})
			size = int(num(3))
		}
		for _, f := range fields {
			_ = enc.WriteField(f)
		}
		_ = fr.WriteRawFrame(http2.FrameHeaders, flags, num(1), block.Bytes())
		ids = append(ids, StreamID(num(1)))
		h.bodies[StreamID(num(1))] = &storyBody{left: size, eof: true}
	}
	if _, err := h.s.Recv(in.Bytes()); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if err := h.s.SubmitResponse(id, storyResponse, true); err != nil {
			t.Fatal(err)
		}
	}
	h.told()
	h.flush(t)
	var order []string
	for _, line := range strings.Split(h.told(), "\n") {
		var id, n int
		if k, _ := fmt.Sscanf(line, "-> DATA(%d) %d", &id, &n); k == 2 {
			order = append(order, fmt.Sprint(id))
		}
	}
	return strings.Join(order, " ")
}
