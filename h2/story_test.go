package h2

import (
	"bytes"
	"fmt"
	"strconv"
	"testing"

	"github.com/cockroachdb/datadriven"
	"golang.org/x/net/http2/hpack"
)

// storyteller is a handler that writes down all that it is told, and has bodies to send.
type storyteller struct {
	s      *Session
	log    bytes.Buffer
	bodies map[StreamID]*storyBody
	noCopy bool
	pad    int
	onData Verdict
	refuse string // the name of a field to refuse
	data   []byte // joins the chunks of one frame
	chunks int
}

type storyBody struct {
	left     int
	eof      bool
	trailers bool
}

func newStoryteller(role Role, opts Options) *storyteller {
	h := &storyteller{bodies: map[StreamID]*storyBody{}}
	h.s = NewSession(role, opts, h)
	return h
}

func (h *storyteller) say(format string, args ...any) { fmt.Fprintf(&h.log, format+"\n", args...) }

func (h *storyteller) told() string {
	t := h.log.String()
	h.log.Reset()
	return t
}

func (h *storyteller) BeginHeaders(f *Frame) Verdict {
	if f.Type == FramePushPromise {
		h.say("  begin PUSH_PROMISE(%d) promising %d", f.StreamID, f.Promised)
		return Continue
	}
	h.say("  begin HEADERS(%d) %v", f.StreamID, f.Category)
	return Continue
}

func (h *storyteller) Header(f *Frame, field hpack.HeaderField) Verdict {
	h.say("  field(%d) %s: %s", f.StreamID, field.Name, field.Value)
	if field.Name == h.refuse {
		_ = h.s.SubmitRSTStream(f.StreamID, EnhanceYourCalm)
		return Refuse
	}
	return Continue
}

func (h *storyteller) InvalidHeader(f *Frame, field hpack.HeaderField) Verdict {
	h.say("  odd field(%d) %q: %q", f.StreamID, field.Name, field.Value)
	return Continue
}

func (h *storyteller) FrameReceived(f *Frame) {
	if f.Type == FrameData {
		h.say("  data(%d) %d octets", f.StreamID, len(h.data))
		h.data = h.data[:0]
	}
	h.say("  received %s", describe(f))
}

func (h *storyteller) DataChunk(id StreamID, data []byte, _ Flags) Verdict {
	h.data = append(h.data, data...)
	h.chunks++
	return h.onData
}

func (h *storyteller) InvalidFrame(f *Frame, err LibError) Verdict {
	h.say("  invalid %v(%d): %s %d %v", f.Type, f.StreamID, err.Name(), int(err), err)
	return Continue
}

func (h *storyteller) Report(err LibError, message string) {
	h.say("  report %s: %s", err.Name(), message)
}

func (h *storyteller) ReadData(id StreamID, room int) (int, DataFlags) {
	b := h.bodies[id]
	if b == nil {
		return 0, DataDeferred
	}
	n := min(room, b.left)
	b.left -= n
	if n == 0 && !b.eof {
		h.say("  deferred(%d)", id)
		return 0, DataDeferred
	}
	var flags DataFlags
	if h.noCopy && n > 0 {
		flags = DataNoCopy
	}
	if b.left > 0 || !b.eof {
		return n, flags
	}
	if b.trailers {
		flags |= DataNoEndStream
		_ = h.s.SubmitTrailers(id, []hpack.HeaderField{{Name: "done", Value: "yes"}})
	}
	return n, flags | DataEOF
}

func (h *storyteller) TakeData(_ StreamID, dst []byte) {
	for i := range dst {
		dst[i] = 'x'
	}
}

func (h *storyteller) SendData(f *Frame, header []byte) {
	h.say("-> %s (no copy, header %x)", describe(f), header)
}

func (h *storyteller) SelectPadding(f *Frame, max int) int { return min(f.Length+h.pad, max) }
func (h *storyteller) FrameSent(f *Frame)                  { h.say("  sent %v(%d)", f.Type, f.StreamID) }

func (h *storyteller) FrameNotSent(f *Frame, err LibError) {
	h.say("  not sent %v(%d): %s %d", f.Type, f.StreamID, err.Name(), int(err))
}

func (h *storyteller) StreamClosed(id StreamID, code ErrCode) {
	h.say("  stream %d closed: %v", id, code)
}

func (h *storyteller) StateChanged(id StreamID, from, to State, why Cause) {
	if id == 0 {
		h.say("  session: %v => %v, %v", from, to, why)
		return
	}
	h.say("  stream %d: %v => %v, %v", id, from, to, why)
}

// flush sends until nothing is left, reading the octets back with the Framer of x/net.
func (h *storyteller) flush(t testing.TB) []byte {
	var all []byte
	for {
		b, err := h.s.Send()
		if err != nil {
			h.say("send: %v", err)
		}
		if b == nil {
			return all
		}
		all = append(all, b...)
		h.say("-> %s", readBack(t, b))
	}
}

var storyOptions = map[string]func(*Options){
	"urgency":       func(o *Options) { o.Scheduler = Urgency },
	"manual":        func(o *Options) { o.NoAutoWindowUpdate = true },
	"remember":      func(o *Options) { o.ClosedStreams = 10 },
	"pedantic":      func(o *Options) { o.Pedantic = true },
	"glitch2":       func(o *Options) { o.GlitchBurst, o.GlitchRate = 2, 1 },
	"resets2":       func(o *Options) { o.ResetBurst, o.ResetRate = 2, 1 },
	"acks2":         func(o *Options) { o.MaxOutboundAcks = 2 },
	"continuation2": func(o *Options) { o.MaxContinuations = 2 },
	"overflowfatal": func(o *Options) { o.WindowOverflowFatal = true },
	"reportbody":    func(o *Options) { o.ReportBodyErrors = true },
	"ignorepri":     func(o *Options) { o.IgnorePriority = true },
	"lateresets":    func(o *Options) { o.CancelLateResets = true },
	"altsvc":        func(o *Options) { o.ReceiveAltSvc, o.ReceiveOrigin = true, true },
}

var (
	storyRequest  = []hpack.HeaderField{{Name: ":method", Value: "GET"}, {Name: ":scheme", Value: "http"}, {Name: ":authority", Value: "x"}, {Name: ":path", Value: "/"}}
	storyResponse = []hpack.HeaderField{{Name: ":status", Value: "200"}}
)

// TestStories runs the stories in testdata. After a change of behaviour that is meant, run
//
//	go test ./h2 -run TestStories -rewrite
//
// and review the difference.
func TestStories(t *testing.T) {
	datadriven.Walk(t, "testdata/stories", func(t *testing.T, path string) {
		var h *storyteller
		var block bytes.Buffer
		enc := hpack.NewEncoder(&block)
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			if d.Cmd == "server" || d.Cmd == "client" {
				var o Options
				for _, a := range d.CmdArgs {
					storyOptions[a.Key](&o)
				}
				role := Server
				if d.Cmd == "client" {
					role = Client
				}
				enc = hpack.NewEncoder(&block)
				h = newStoryteller(role, o)
				return ""
			}
			err := h.command(t, d, enc, &block)
			if err != nil {
				h.say("error: %v", err)
			}
			return h.told()
		})
	})
}

func (h *storyteller) command(t *testing.T, d *datadriven.TestData, enc *hpack.Encoder, block *bytes.Buffer) error {
	var id, n, code int
	var eof, trailers bool
	for _, a := range d.CmdArgs {
		v := 0
		if len(a.Vals) > 0 {
			v, _ = strconv.Atoi(a.Vals[0])
		}
		switch a.Key {
		case "eof":
			eof = true
		case "trailers":
			trailers = true
		case "n":
			n = v
		case "code":
			code = v
		default:
			id, _ = strconv.Atoi(a.Key)
		}
	}
	sid := StreamID(id)
	switch d.Cmd {
	case "recv":
		b := parseFrames(t, enc, block, d.Input)
		k, err := h.s.Recv(b)
		if err != nil {
			return fmt.Errorf("%s %d %w", err.(LibError).Name(), int(err.(LibError)), err)
		}
		if k != len(b) {
			h.say("read %d of %d", k, len(b))
		}
		return nil
	case "send":
		h.flush(t)
		return nil
	case "request":
		if n > 0 || eof {
			h.bodies[h.s.NextStreamID()] = &storyBody{left: n, eof: eof}
		}
		got, err := h.s.SubmitRequest(storyRequest, PrioritySpec{}, n > 0 || eof)
		h.say("request is stream %d", got)
		return err
	case "respond":
		h.bodies[sid] = &storyBody{left: n, eof: eof, trailers: trailers}
		return h.s.SubmitResponse(sid, storyResponse, n > 0 || eof)
	case "info":
		return h.s.SubmitInfo(sid, []hpack.HeaderField{{Name: ":status", Value: "103"}})
	case "more":
		b := h.bodies[sid]
		b.left += n
		b.eof = b.eof || eof
		return h.s.ResumeData(sid)
	case "push":
		got, err := h.s.SubmitPushPromise(sid, storyRequest)
		h.say("promised stream %d", got)
		return err
	case "reset":
		return h.s.SubmitRSTStream(sid, ErrCode(code))
	case "goaway":
		return h.s.SubmitGoAway(sid, ErrCode(code), nil)
	case "notice":
		return h.s.SubmitShutdownNotice()
	case "terminate":
		return h.s.Terminate(ErrCode(code))
	case "settings":
		return h.s.SubmitSettings([]Setting{{SettingID(id), uint32(n)}})
	case "ping":
		return h.s.SubmitPing([8]byte{})
	case "consume":
		return h.s.Consume(sid, n)
	case "window":
		return h.s.SetLocalWindowSize(sid, int32(n))
	case "priority":
		return h.s.SubmitPriority(sid, PrioritySpec{Dependency: StreamID(code), Weight: n})
	case "altsvc":
		return h.s.SubmitAltSvc(0, "http://a", "h2=\":8000\"")
	case "origin":
		return h.s.SubmitOrigin([]string{"https://a", "https://b"})
	case "refuse":
		h.refuse = d.CmdArgs[0].Key
		return nil
	case "nocopy":
		h.noCopy = true
		return nil
	case "pad":
		h.pad = n
		return nil
	case "state":
		h.state()
		return nil
	}
	return fmt.Errorf("what is %q?", d.Cmd)
}

func (h *storyteller) state() {
	st, _ := h.s.State()
	h.say("session %v; want read %v, write %v; next %d, last processed %d; queue %d; send window %d, receive window %d of %d",
		st, h.s.WantRead(), h.s.WantWrite(), h.s.NextStreamID(), h.s.LastProcStreamID(), h.s.OutboundQueueSize(),
		h.s.RemoteWindowSize(), h.s.LocalWindowSize(), h.s.EffectiveLocalWindowSize())
	for id := StreamID(1); id < 12; id++ {
		if i, ok := h.s.Stream(id); ok {
			h.say("stream %d %v; send window %d, receive window %d", id, i.State, i.RemoteWindow, i.LocalWindow)
		}
	}
}
