package net

import (
	"net/netip"
	"testing"

	"finishline/netmodel"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// One whole run of an echo: world, network, server, client, exit.
func BenchmarkEchoRun(b *testing.B) {
	r, _ := versions.Find("24")
	set := versions.For(r.Version)
	b.ReportAllocs()
	for b.Loop() {
		w := sim.NewWorld(nil, nil)
		p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
		l := uv.New(w, p, set)
		s := &story{Env: env.New(w, p, l, realm.NativeEngine{}, set)}
		s.Callback(func() {
			var server *Server
			server = s.serve(ServerOptions{}, func(k *Socket) {
				k.CallOn("data", fn(func(args []realm.Value) { k.Write(args[0], "", nil) }))
				k.CallOn("end", fn(func([]realm.Value) { server.Close(nil) }))
			}, func(port int) {
				c := s.connect(port, func(k *Socket) { k.Write("hello", "utf8", nil) })
				c.CallOn("data", fn(func([]realm.Value) { c.End(nil, "", nil) }))
			})
		})
		if !s.SpinEventLoop(func() {}) {
			b.Fatal("hangs")
		}
	}
}

// 64 KiB chunks through a socket pair, one write after the other.
func BenchmarkBulk(b *testing.B) {
	r, _ := versions.Find("24")
	set := versions.For(r.Version)
	const total = 16 << 20
	b.SetBytes(total)
	b.ReportAllocs()
	chunk := make([]byte, 64<<10)
	for b.Loop() {
		w := sim.NewWorld(nil, nil)
		p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
		l := uv.New(w, p, set)
		s := &story{Env: env.New(w, p, l, realm.NativeEngine{}, set)}
		got := 0
		s.Callback(func() {
			var server *Server
			server = s.serve(ServerOptions{}, func(k *Socket) {
				k.CallOn("data", fn(func(args []realm.Value) { got += len(args[0].([]byte)) }))
				k.CallOn("end", fn(func([]realm.Value) { server.Close(nil) }))
			}, func(port int) {
				s.connect(port, func(k *Socket) {
					sent := 0
					var next func(realm.Value)
					next = func(realm.Value) {
						if sent == total {
							k.End(nil, "", nil)
							return
						}
						sent += len(chunk)
						k.Write(chunk, "", next)
					}
					next(nil)
				})
			})
		})
		if !s.SpinEventLoop(func() {}) || got != total {
			b.Fatal("got ", got)
		}
	}
}
