package http

import (
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
)

// upgradeStream stands for the socket while the body of the request that
// upgrades is still on its way (lib/_http_server.js at 26.10.0): it is handed
// over at once and takes writes, but what it reads begins behind that body.
type upgradeStream struct {
	stream.Stream
	env    *env.Env
	socket *net.Socket
	req    *IncomingMessage // until its body is complete
}

// RealmClass is the class that scripts see.
func (*upgradeStream) RealmClass() string { return "http.UpgradeStream" }

func newUpgradeStream(s *net.Socket, req *IncomingMessage) *upgradeStream {
	u := &upgradeStream{env: s.Env(), socket: s, req: req}
	u.env.Engine.Adopt(u)
	o := stream.Defaults
	o.Readable, o.Writable, o.NoHalfOpen = true, true, !s.AllowHalfOpen
	u.Stream.Init(u.env, u, u, o)
	s.CallOn("error", realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		u.CallDestroy(realm.Arg(args, 0))
		return nil
	}))
	s.CallOn("close", realm.Fn("", func(realm.Value, []realm.Value) realm.Value { u.CallDestroy(nil); return nil }))
	u.CallOn("close", realm.Fn("", func(realm.Value, []realm.Value) realm.Value { s.CallDestroy(nil); return nil }))
	s.CallOn("end", realm.Fn("", func(realm.Value, []realm.Value) realm.Value {
		u.CallPush(realm.Null)
		if u.ReadableLength() == 0 {
			u.CallResume() // 'end' without a reader, as a socket has it
		}
		return nil
	}))
	return u
}

// bodyCompleted begins to read: first what came with the body's end.
func (u *upgradeStream) bodyCompleted(head []byte) {
	u.req = nil
	push := func(v realm.Value) {
		if !u.CallPush(v) {
			u.socket.CallPause()
		}
	}
	if len(head) > 0 {
		push(head)
	}
	u.socket.CallOn("data", realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		push(realm.Arg(args, 0))
		return nil
	}))
}

// ReadImpl is _read. It makes the body flow, too: nobody may be waiting for it.
func (u *upgradeStream) ReadImpl(int) {
	if u.req != nil {
		u.req.CallResume()
	}
	u.socket.CallResume()
}

// WriteImpl is _write.
func (u *upgradeStream) WriteImpl(chunk realm.Value, enc string, cb func(err realm.Value)) {
	u.socket.Write(chunk, enc, cb)
}

// FinalImpl is _final.
func (u *upgradeStream) FinalImpl(cb func(err realm.Value)) { u.socket.End(nil, "", cb) }

// DestroyImpl is _destroy.
func (u *upgradeStream) DestroyImpl(err realm.Value, cb func(err realm.Value)) {
	u.socket.CallDestroy(err)
	cb(err)
}
