package net

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"finishline/netmodel"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// story is one process that writes lines, in the native engine.
type story struct {
	*env.Env
	t     *testing.T
	lines []string
}

func tell(t *testing.T, version string, main func(s *story)) string {
	t.Helper()
	r, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	w := sim.NewWorld(nil, nil)
	p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
	set := versions.For(r.Version)
	l := uv.New(w, p, set)
	w.Spend(l.Costs.Start)
	s := &story{Env: env.New(w, p, l, realm.NativeEngine{}, set), t: t}
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

func (s *story) immediate(fn func()) { timers.For(s.Env).SetImmediate(&timers.Immediate{Go: fn}) }

func (s *story) exit() { panic(env.Exit{}) }

func fn(f func(args []realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { f(args); return nil })
}

// watch logs the events of a socket as they come.
func (s *story) watch(who string, k *Socket, events ...string) {
	for _, ev := range events {
		k.CallOn(ev, fn(func(args []realm.Value) {
			line := who + " " + ev
			if err, ok := realm.Arg(args, 0).(*realm.Error); ok {
				line += " " + err.Code
			} else if b, ok := realm.Arg(args, 0).([]byte); ok {
				if len(b) > 8 {
					line += fmt.Sprint(" ", len(b))
				} else {
					line += " " + string(b)
				}
			}
			s.log("%s", line)
		}))
	}
}

func (s *story) serve(o ServerOptions, onConnection func(k *Socket), listening func(port int)) *Server {
	v := NewServer(s.Env, o, fn(func(args []realm.Value) { onConnection(args[0].(*Socket)) }))
	v.Listen(ListenOptions{Host: "127.0.0.1"}, fn(func([]realm.Value) { listening(v.Address().Port) }))
	return v
}

func (s *story) connect(port int, cb func(k *Socket)) *Socket {
	k := New(s.Env, DefaultOptions)
	k.Connect(ConnectOptions{Host: "127.0.0.1", Port: port, AutoSelectFamily: -1}, fn(func([]realm.Value) { cb(k) }))
	return k
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got = strings.TrimSpace(got); got != strings.TrimSpace(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, strings.TrimSpace(want))
	}
}

var all = []string{"18.18.2", "18.20.8", "20.20.2", "22.23.3", "23.7.0", "24.21.0", "25.9.0", "26.10.0"}

func TestEcho(t *testing.T) {
	for _, v := range all {
		got := tell(t, v, func(s *story) {
			var server *Server
			server = s.serve(ServerOptions{}, func(k *Socket) {
				s.watch("server", k, "end", "close")
				k.CallOn("data", fn(func(args []realm.Value) { k.Write(args[0], "", nil) }))
				k.CallOn("end", fn(func([]realm.Value) { server.Close(fn(func([]realm.Value) { s.log("server closed") })) }))
			}, func(port int) {
				s.log("listening")
				c := s.connect(port, func(k *Socket) {
					s.log("connected %v", k.ReadyState())
					k.Write("hello", "utf8", func(realm.Value) { s.log("written") })
				})
				s.watch("client", c, "data", "end", "finish", "close")
				c.CallOn("data", fn(func([]realm.Value) { c.End(nil, "", nil) }))
			})
		})
		want(t, got, `
listening
connected open
written
client data hello
client finish
server end
server closed
server close
client end
client close`)
	}
}

// What four connections that wait in the backlog look like (corpus 43).
func TestAcceptOnePerTurn(t *testing.T) {
	main := func(s *story) {
		n := 0
		s.serve(ServerOptions{}, func(k *Socket) {
			n++
			id := n
			s.log("connection %d", id)
			s.NextTick(func() { s.log("tick %d", id) })
			s.immediate(func() { s.log("immediate %d", id) })
		}, func(port int) {
			for i := 1; i <= 4; i++ {
				s.connect(port, func(*Socket) { s.log("connected %d", i) })
			}
			s.after(100, s.exit)
		})
	}
	want(t, tell(t, "18.20.8", main), `
connection 1
tick 1
connection 2
tick 2
connection 3
tick 3
connection 4
tick 4
connected 1
connected 2
connected 3
connected 4
immediate 1
immediate 2
immediate 3
immediate 4`)
	want(t, tell(t, "20.20.2", main), `
connection 1
tick 1
connected 1
connected 2
connected 3
connected 4
immediate 1
connection 2
tick 2
immediate 2
connection 3
tick 3
immediate 3
connection 4
tick 4
immediate 4`)
}

// Reads fill 64 KiB buffers; a short one ends the round (corpus 44).
func TestReadRounds(t *testing.T) {
	for _, v := range all {
		got := tell(t, v, func(s *story) {
			s.serve(ServerOptions{}, func(k *Socket) {
				k.Pause()
				s.watch("server", k, "data", "end", "close")
				k.CallOn("data", fn(func([]realm.Value) { s.immediate(func() { s.log("immediate") }) }))
				s.after(80, func() { s.log("-- resume"); k.Resume() })
			}, func(port int) {
				s.connect(port, func(k *Socket) { k.End(make([]byte, 150<<10), "", nil) })
				s.after(250, s.exit)
			})
		})
		want(t, got, `
-- resume
server data 65536
server data 65536
server data 22528
immediate
immediate
immediate
server end
server close`)
	}
}

// A socket that is destroyed with unread bytes sends a RST (corpus 54). Data
// that came before it is read; whether the end is EOF or an error differs.
func TestResetBehindData(t *testing.T) {
	main := func(s *story) {
		s.serve(ServerOptions{}, func(k *Socket) {
			s.watch("server", k, "error")
			k.Pause()
			s.after(60, func() { k.Write("reply", "utf8", nil); k.Destroy(nil) })
		}, func(port int) {
			c := s.connect(port, func(k *Socket) { k.Write(make([]byte, 400000), "", nil) })
			s.watch("client", c, "data", "end", "error", "close")
			s.after(140, s.exit)
		})
	}
	for _, v := range all {
		end := "client end"
		if v == "24.21.0" || v == "26.10.0" {
			end = "client error ECONNRESET"
		}
		want(t, tell(t, v, main), "client data reply\n"+end+"\nclient close")
	}
}

func TestConnectRefused(t *testing.T) {
	for _, v := range all {
		got := tell(t, v, func(s *story) {
			c := s.connect(1, nil)
			c.CallOn("error", fn(func(args []realm.Value) { s.log("%v %v", args[0].(*realm.Error).Message, args[0].(*realm.Error).Props) }))
			s.watch("client", c, "close")
		})
		want(t, got, "connect ECONNREFUSED 127.0.0.1:1 [{errno -111} {code ECONNREFUSED} {syscall connect} {address 127.0.0.1} {port 1}]\nclient close")
	}
}

// An idle socket's timeout and a loop that was busy for longer (corpus 52).
func TestTimeoutAgainstData(t *testing.T) {
	run := func(s *story, mode string) {
		spin := func(ms float64) {
			for from := s.ReadClock(); float64(s.ReadClock().Sub(from))/1e6 < ms; {
			}
		}
		var c *Socket
		s.serve(ServerOptions{}, func(k *Socket) {
			k.SetTimeout(50, fn(func([]realm.Value) { s.log("timeout") }))
			k.CallOn("data", fn(func([]realm.Value) { s.log("data") }))
			blk := func() {
				c.Write("x", "utf8", nil)
				spin(120)
				s.immediate(func() { s.log("immediate") })
			}
			if mode == "timer" {
				s.after(10, blk)
			} else {
				s.immediate(blk)
			}
			s.after(220, s.exit)
		}, func(port int) { c = s.connect(port, func(*Socket) {}) })
	}
	for _, v := range all {
		want(t, tell(t, v, func(s *story) { run(s, "timer") }), "data\nimmediate\ntimeout")
		want(t, tell(t, v, func(s *story) { run(s, "immediate") }), "timeout\ndata\nimmediate")
	}
}
