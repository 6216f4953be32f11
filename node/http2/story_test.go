package http2

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"finishline/netmodel"
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// story is one process that writes lines, in the native engine.
type story struct {
	*env.Env
	lines []string
}

func tell(t testing.TB, version string, trace *sim.Trace, main func(s *story)) string {
	t.Helper()
	r, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	w := sim.NewWorld(nil, trace)
	p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
	set := versions.For(r.Version)
	l := uv.New(w, p, set)
	w.Spend(l.Costs.Start)
	s := &story{Env: env.New(w, p, l, realm.NativeEngine{}, set)}
	s.Fatal = func(v realm.Value) { s.log("uncaught %v", v); panic(env.Exit{Code: 1}) }
	func() {
		defer func() {
			if x := recover(); x != nil {
				if _, ok := x.(env.Exit); !ok {
					panic(x)
				}
			}
		}()
		s.Callback(func() { main(s) })
		if !s.SpinEventLoop(func() {}) {
			s.log("hangs")
		}
	}()
	return strings.Join(s.lines, "\n")
}

func (s *story) log(f string, args ...any) { s.lines = append(s.lines, fmt.Sprintf(f, args...)) }

func (s *story) after(ms float64, fn func()) {
	timers.For(s.Env).Set(&timers.Timeout{Go: fn}, ms, false)
}

func fn(f func(args []realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { f(args); return nil })
}

type emitter interface {
	CallOn(name any, f realm.Function)
}

// watch logs an emitter's events as they come.
func (s *story) watch(who string, k emitter, names ...string) {
	for _, ev := range names {
		k.CallOn(ev, fn(func(args []realm.Value) {
			line := who + " " + ev
			if err, ok := realm.Arg(args, 0).(*realm.Error); ok {
				line += " " + err.Code
			}
			s.log("%s", line)
		}))
	}
}

func (s *story) serve(listening func(server *Server, connect func() *Session)) *Server {
	v := NewServer(s.Env, NewOptions(), net.ServerOptions{})
	v.Listen(net.ListenOptions{Host: "127.0.0.1"}, fn(func([]realm.Value) {
		listening(v, func() *Session { return s.connect(v.Address().Port) })
	}))
	return v
}

func (s *story) connect(port int) *Session {
	k := net.New(s.Env, net.DefaultOptions)
	k.Connect(net.ConnectOptions{Host: "127.0.0.1", Port: port, AutoSelectFamily: -1}, nil)
	return Connect(s.Env, k, Authority{Protocol: "http:", Host: "127.0.0.1", Port: strconv.Itoa(port)}, NewOptions(), nil)
}

func headers(kv ...string) Headers {
	m := &realm.Map{}
	for i := 0; i < len(kv); i += 2 {
		m.Set(kv[i], kv[i+1])
	}
	return Headers{Map: m}
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got = strings.TrimSpace(got); got != strings.TrimSpace(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, strings.TrimSpace(want))
	}
}

// A GET from the first tick to the last (corpus 60, what Node 24.21.0 prints).
func TestGet(t *testing.T) {
	sessionEvents := []string{"connect", "remoteSettings", "localSettings", "goaway", "error", "close"}
	got := tell(t, "24.21.0", nil, func(s *story) {
		s.serve(func(v *Server, connect func() *Session) {
			c := connect()
			s.watch("csession", c, sessionEvents...)
			r := c.Request(headers(":path", "/"), RequestOptions{})
			s.watch("creq", r, "ready", "response", "data", "end", "finish", "aborted", "error", "close")
			r.CallOn("close", fn(func([]realm.Value) {
				s.log("-- client.close()")
				c.Close(fn(func([]realm.Value) { s.log("close cb") }))
			}))
			s.after(150, func() {
				s.log("-- server.close()")
				v.Close(fn(func([]realm.Value) { s.log("server closed") }))
			})
			v.CallOn("session", fn(func(args []realm.Value) {
				s.log("server session")
				s.watch("ssession", args[0].(*Session), sessionEvents...)
			}))
			v.CallOn("stream", fn(func(args []realm.Value) {
				s.log("server stream")
				st := args[0].(*Stream)
				s.watch("sstream", st, "end", "finish", "aborted", "error", "close")
				st.Respond(headers(":status", "200"), ResponseOptions{})
				st.End("hello", "utf8", nil)
			}))
		})
	})
	want(t, got, corpus60)
}

var _ events.Emitter
