package http

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"finishline/netmodel"
	"finishline/node/env"
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

func newStory(version string) *story {
	r, err := versions.Find(version)
	if err != nil {
		panic(err)
	}
	w := sim.NewWorld(nil, nil)
	p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
	set := versions.For(r.Version)
	l := uv.New(w, p, set)
	return &story{Env: env.New(w, p, l, realm.NativeEngine{}, set)}
}

func tell(t *testing.T, version string, main func(s *story)) string {
	t.Helper()
	s := newStory(version)
	s.Fatal = func(v realm.Value) { s.log("uncaught %v", v); panic(env.Exit{Code: 1}) }
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
	return strings.Join(s.lines, "\n")
}

func (s *story) log(f string, args ...any) { s.lines = append(s.lines, fmt.Sprintf(f, args...)) }

func (s *story) after(ms float64, fn func()) {
	timers.For(s.Env).Set(&timers.Timeout{Go: fn}, ms, false)
}

func fn(f func(args []realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { f(args); return nil })
}

func (s *story) serve(o Options, onRequest func(req *IncomingMessage, res *ServerResponse), listening func(v *Server, port int)) {
	v := NewServer(s.Env, o, fn(func(args []realm.Value) { onRequest(args[0].(*IncomingMessage), args[1].(*ServerResponse)) }))
	v.Listen(net.ListenOptions{Host: "127.0.0.1"}, fn(func([]realm.Value) { listening(v, v.Address().Port) }))
}

// raw sends text on a connection of its own and gives all that came back.
func (s *story) raw(port int, text string, done func(got string)) *net.Socket {
	k := net.New(s.Env, net.DefaultOptions)
	var got []byte
	k.CallOn("data", fn(func(args []realm.Value) { got = append(got, args[0].([]byte)...) }))
	k.CallOn("error", nop)
	k.CallOn("close", fn(func([]realm.Value) { done(string(got)) }))
	k.Connect(net.ConnectOptions{Host: "127.0.0.1", Port: port, AutoSelectFamily: -1}, nil)
	k.Write(text, "latin1", nil)
	return k
}

func (s *story) get(port int, path string, agent *Agent, onResponse func(r *ClientRequest, res *IncomingMessage)) *ClientRequest {
	o := &realm.Map{Keys: []string{"host", "port", "path"}, Values: []realm.Value{"127.0.0.1", port, path}}
	var r *ClientRequest
	r = NewClientRequest(s.Env, Request{Options: o, Agent: agent}, fn(func(args []realm.Value) { onResponse(r, args[0].(*IncomingMessage)) }))
	r.End(nil, "", nil)
	return r
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got, want = strings.TrimSpace(got), strings.TrimSpace(want); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

var all = []string{"18.18.2", "18.20.8", "20.20.2", "22.23.3", "23.7.0", "24.21.0", "25.9.0", "26.10.0"}

// What end() promises: the end callback and 'finish' come once the kernel has
// it all; 24.21 and 26 call back first (corpus 30).
func TestEndCallbackOrder(t *testing.T) {
	for _, v := range all {
		got := tell(t, v, func(s *story) {
			s.serve(DefaultOptions, func(req *IncomingMessage, res *ServerResponse) {
				for _, ev := range []string{"prefinish", "finish", "close"} {
					res.OnGo(ev, func([]realm.Value) { s.log("%s", ev) })
				}
				res.End("hello", "", fn(func([]realm.Value) { s.log("end callback") }))
				s.log("returned, finished %v", res.WritableFinished())
			}, func(v *Server, port int) {
				s.raw(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", func(string) { v.Close(nil) })
			})
		})
		order := "finish\nend callback"
		if v == "24.21.0" || v == "26.10.0" {
			order = "end callback\nfinish"
		}
		finished := "true"
		if v == "24.21.0" || v == "26.10.0" {
			finished = "false"
		}
		want(t, got, "prefinish\nreturned, finished "+finished+"\n"+order+"\nclose")
	}
}

// A malformed request gets an answer and the connection closes.
func TestMalformed(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"NOPE\r\n\r\n", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"},
		{"GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 17000) + "\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n"},
		{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"},
	} {
		got := tell(t, "24", func(s *story) {
			s.serve(DefaultOptions, func(*IncomingMessage, *ServerResponse) { s.log("request") }, func(v *Server, port int) {
				s.raw(port, x.in, func(got string) { s.log("%s", got); v.Close(nil) })
			})
		})
		want(t, got, x.want)
	}
}

// A header block that does not come in time is answered with 408.
func TestHeadersTimeout(t *testing.T) {
	o := DefaultOptions
	o.HeadersTimeout, o.CheckingInterval = 100, 50
	got := tell(t, "22", func(s *story) {
		s.serve(o, func(*IncomingMessage, *ServerResponse) { s.log("request") }, func(v *Server, port int) {
			s.raw(port, "GET / HT", func(got string) { s.log("%s", firstLine(got)); v.Close(nil) })
		})
	})
	want(t, got, "HTTP/1.1 408 Request Timeout")
}

// An agent that keeps connections alive uses one again, and a queued request
// waits for it.
func TestAgentReuse(t *testing.T) {
	got := tell(t, "24", func(s *story) {
		s.serve(DefaultOptions, func(req *IncomingMessage, res *ServerResponse) {
			s.log("server %s", req.URL)
			res.End(req.URL, "", nil)
		}, func(v *Server, port int) {
			a := NewAgent(s.Env, &realm.Map{Keys: []string{"keepAlive", "maxSockets"}, Values: []realm.Value{true, 1}})
			left := 2
			for _, p := range []string{"/1", "/2"} {
				s.get(port, p, a, func(r *ClientRequest, res *IncomingMessage) {
					res.Resume()
					res.OnGo("end", func([]realm.Value) {
						s.log("client %s reused %v", p, r.ReusedSocket)
						if left--; left == 0 {
							s.after(1, func() { s.log("sockets %d", a.TotalSocketCount); a.Destroy(); v.Close(nil) })
						}
					})
				})
			}
		})
	})
	want(t, got, "server /1\nclient /1 reused false\nserver /2\nclient /2 reused false\nsockets 1")
}

// Without an answer the client hears "socket hang up".
func TestHangUp(t *testing.T) {
	for _, v := range all {
		got := tell(t, v, func(s *story) {
			s.serve(DefaultOptions, func(req *IncomingMessage, res *ServerResponse) { req.Socket.Destroy(nil) }, func(v *Server, port int) {
				r := s.get(port, "/", nil, func(*ClientRequest, *IncomingMessage) { s.log("response") })
				r.OnGo("error", func(args []realm.Value) { s.log("%v", args[0].(*realm.Error).Message) })
				r.OnGo("close", func([]realm.Value) { s.log("close"); v.Close(nil) })
			})
		})
		want(t, got, "socket hang up\nclose")
	}
}

func BenchmarkKeepAliveRequest(b *testing.B) {
	b.ReportAllocs()
	s := newStory("24")
	n := 0
	s.Callback(func() {
		s.serve(DefaultOptions, func(req *IncomingMessage, res *ServerResponse) { res.End("hello", "", nil) }, func(v *Server, port int) {
			a := NewAgent(s.Env, &realm.Map{Keys: []string{"keepAlive"}, Values: []realm.Value{true}})
			var next func()
			next = func() {
				r := s.get(port, "/", a, func(r *ClientRequest, res *IncomingMessage) { res.Resume() })
				r.OnGo("close", func([]realm.Value) {
					if n++; n < b.N {
						s.NextTick(next)
						return
					}
					a.Destroy()
					v.Close(nil)
				})
			}
			next()
		})
	})
	if !s.SpinEventLoop(func() {}) {
		b.Fatal("hangs")
	}
}
