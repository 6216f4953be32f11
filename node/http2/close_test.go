package http2

import (
	"strings"
	"testing"

	"finishline/h2"
	"finishline/node/realm"
	"finishline/sim"
)

// closeInFinish is the project's seed: the session is closed when the response has "finished",
// which only says that its frames were made.
func closeInFinish(s *story) {
	v := s.serve(func(v *Server, connect func() *Session) {
		c := connect()
		s.watch("client", c, "goaway", "close")
		c.CallOn("close", fn(func([]realm.Value) { v.Close(nil) }))
		r := c.Request(headers(":path", "/"), RequestOptions{})
		s.watch("request", r, "response", "error", "close")
		r.CallResume()
	})
	v.CallOn("request", fn(func(args []realm.Value) {
		res := args[1].(*ServerResponse)
		session := res.H2Stream().Session()
		res.CallOn("finish", fn(func([]realm.Value) {
			s.log("finish")
			session.Close(nil)
		}))
		res.End(nil, "", nil)
	}))
}

// Up to 23.7.0 the socket is shut before the frames are written; from 24 the session waits. What
// Node prints is recorded in scenarios/recorded/h2-session-close-in-finish.txt.
func TestCloseInFinish(t *testing.T) {
	lost := "finish\nrequest close\nclient close"
	kept := "finish\nrequest response\nrequest close\nclient goaway\nclient goaway\nclient close"
	for version, line := range map[string]string{"23.7.0": lost, "20.20.2": kept, "24.21.0": kept, "26.10.0": kept} {
		trace := sim.NewTrace(0)
		want(t, tell(t, version, trace, closeInFinish), line)
		if died := gates(trace); (died != "") != (line == lost) {
			t.Errorf("%s: bytes died at %q", version, died)
		}
	}
}

// gates lists the server's gates of a trace at which bytes died.
func gates(t *sim.Trace) string {
	var out []string
	for i := 1; i <= t.Len(); i++ {
		r := t.At(sim.RecordID(i))
		if r.Kind != sim.KindGate || r.A == 0 {
			continue
		}
		if o := t.Object(r.Obj); t.String(o.Kind) == "h2session" && t.String(o.Name) == "server" {
			out = append(out, t.String(r.Name)+": "+t.String(r.Text))
		}
	}
	return strings.Join(out, "; ")
}

// Nothing of a stopped reader's stream is given back to its window, all of it to the
// connection's (OnDataChunkReceived).
func TestWindowsOfPausedStream(t *testing.T) {
	got := tell(t, "24.21.0", nil, func(s *story) {
		v := s.serve(func(v *Server, connect func() *Session) {
			c := connect()
			r := c.Request(headers(":path", "/", ":method", "POST"), RequestOptions{})
			r.Write(make([]byte, 60000), "", nil)
			s.after(50, func() { c.Destroy(nil, nil); v.Close(nil) })
		})
		v.CallOn("stream", fn(func(args []realm.Value) {
			st := args[0].(*Stream)
			s.after(20, func() {
				stream, _ := st.State().Get("localWindowSize")
				session, _ := st.Session().State().Get("localWindowSize")
				s.log("stream %v, session %v", stream, session)
				st.CallResume()
				s.after(10, func() {
					stream, _ := st.State().Get("localWindowSize")
					s.log("read: stream %v", stream)
				})
			})
		}))
	})
	want(t, got, "stream 5535, session 38303\nread: stream 65535") // updates are sent by halves of the window
}

// A reset asked for while a received chunk is looked at: what overtakes what differs (the matrix
// of codes and versions was taken from real Node with a raw client).
func TestResetWhileReceiving(t *testing.T) {
	for _, c := range []struct {
		version string
		code    int
		frames  string
	}{
		{"20.20.2", 2, "HEADERS DATA RST_STREAM"}, {"20.20.2", 8, "HEADERS DATA RST_STREAM"},
		{"22.23.3", 2, "RST_STREAM"}, {"22.23.3", 8, "HEADERS DATA"},
		{"24.21.0", 2, "HEADERS DATA"}, {"24.21.0", 11, "RST_STREAM"},
		{"26.10.0", 2, "RST_STREAM"}, {"26.10.0", 8, "HEADERS DATA"},
	} {
		trace := sim.NewTrace(0)
		tell(t, c.version, trace, func(s *story) {
			v := s.serve(func(v *Server, connect func() *Session) {
				cl := connect()
				s.after(20, func() {
					r := cl.Request(headers(":path", "/"), RequestOptions{})
					r.CallOn("error", fn(func([]realm.Value) {}))
				})
				s.after(50, func() { cl.Destroy(nil, nil); v.Close(nil) })
			})
			v.CallOn("stream", fn(func(args []realm.Value) {
				st := args[0].(*Stream)
				st.CallOn("error", fn(func([]realm.Value) {}))
				st.Respond(headers(":status", "200"), ResponseOptions{})
				st.callClose(h2.ErrCode(c.code))
			}))
		})
		if got := sent(trace, 1); got != c.frames {
			t.Errorf("%s close(%d): sent %q, want %q", c.version, c.code, got, c.frames)
		}
	}
}

// sent lists the frames that the server serialized for a stream.
func sent(t *sim.Trace, stream int64) string {
	var out []string
	for i := 1; i <= t.Len(); i++ {
		r := t.At(sim.RecordID(i))
		if r.Kind == sim.KindFrameSerialized && r.A == stream && t.String(t.Object(r.Obj).Name) == "server" {
			out = append(out, t.String(r.Name))
		}
	}
	return strings.Join(out, " ")
}
