package child

import (
	"finishline/kernel"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/sim"
)

// Send is target.send with its arguments sorted: it reports false when the
// sender had better wait.
func (c *Channel) Send(message, handle realm.Value, o SendOptions, callback realm.Function) bool {
	if c.Connected {
		return c.SendNow(message, handle, o, callback)
	}
	err := realm.NewError("ERR_IPC_CHANNEL_CLOSED", "Channel closed")
	c.fail(err, callback)
	return false
}

func (c *Channel) fail(err *realm.Error, callback realm.Function) {
	if callback != nil {
		c.env.NextTick(func() { callback.Call(nil, err) })
		return
	}
	c.env.NextTick(func() { c.target.Emit("error", err) })
}

// SendNow is _send: it does not ask whether the channel is connected.
func (c *Channel) SendNow(message, handle realm.Value, o SendOptions, callback realm.Function) bool {
	if w := c.env.World; w.Tracing() {
		if pos, line := c.env.Engine.Position(); line != 0 {
			defer w.SetCause(w.SetCause(w.Emit(sim.Record{Kind: sim.KindCall, Obj: c.target.TraceObject(), Name: w.Sym("send"),
				Text: w.Sym(handleKind(handle)), Pos: w.Sym(pos), Line: uint32(line)})))
		}
	}
	m := &outgoing{message: message, handle: handle, options: o, callback: callback}
	switch {
	case !realm.IsNullish(handle):
		kind := handleKind(handle)
		if kind == "" {
			c.env.Throw(realm.NewTypeError("ERR_INVALID_HANDLE_TYPE", "This handle type cannot be sent"))
		}
		if c.waiting {
			c.queue = append(c.queue, *m)
			return len(c.queue) == 1
		}
		var key string
		m.native, key = c.detach(m)
		if m.native != nil {
			m.message = c.codec.Envelope("NODE_HANDLE", kind, key, message)
		}
	case c.waiting && !c.acknowledges(message):
		c.queue = append(c.queue, *m) // or it would arrive before the handle
		return len(c.queue) == 1
	}
	return c.write(m)
}

func (c *Channel) acknowledges(message realm.Value) bool {
	cmd := c.internal(message)
	return cmd == "NODE_HANDLE_ACK" || cmd == "NODE_HANDLE_NACK"
}

// behind is how many bytes may wait before senders should: two reads' worth.
const behind = 65536 * 2

func (c *Channel) write(m *outgoing) bool {
	data := c.codec.Encode(m.message)
	async, errno := c.put(data, m)
	if errno != 0 {
		c.afterSending(m, false)
		if !m.options.SwallowErrors {
			c.fail(realm.ErrnoError(errno, "write"), m.callback)
		}
		return c.pipe.TCP.WriteQueueSize() < behind
	}
	if m.native != nil {
		c.waiting = true
		c.afterSending(m, true)
	}
	switch {
	case async:
		c.RefCounted()
	case m.callback != nil:
		c.env.NextTick(func() { m.callback.Call(nil, realm.Null) })
	}
	return c.pipe.TCP.WriteQueueSize() < behind
}

// put writes the bytes; with a handle they are not tried at once (uv_write2).
func (c *Channel) put(data []byte, m *outgoing) (async bool, errno kernel.Errno) {
	done := func(kernel.Errno) {
		c.UnrefCounted()
		if m.callback != nil {
			m.callback.Call(nil, realm.Null)
		}
	}
	if m.native == nil {
		return c.pipe.Write([][]byte{data}, done)
	}
	req := &uv.WriteReq{Send: m.native.TCP, Done: func(status kernel.Errno) {
		c.env.Callback(func() { done(status) })
	}}
	return true, c.pipe.TCP.Write(req, [][]byte{data})
}

// onInternal is Node's own listener of 'internalMessage'.
func (c *Channel) onInternal(args []realm.Value) {
	message := args[0]
	switch c.internal(message) {
	case "NODE_HANDLE_ACK":
		if c.unacked != nil {
			c.closeUnacked()
		}
		c.sendQueued()
	case "NODE_HANDLE_NACK":
		c.sendQueued()
	case "NODE_HANDLE":
		var h *net.Handle
		if len(args) > 1 {
			h, _ = args[1].(*net.Handle)
		}
		if h == nil {
			c.SendNow(c.codec.Envelope("NODE_HANDLE_NACK", "", "", nil), nil, SendOptions{SwallowErrors: true}, nil)
			return
		}
		c.SendNow(c.codec.Envelope("NODE_HANDLE_ACK", "", "", nil), nil, SendOptions{SwallowErrors: true}, nil)
		c.attach(message, h)
	}
}

// sendQueued goes on with what waited for an acknowledgement.
func (c *Channel) sendQueued() {
	queue := c.queue
	c.queue, c.waiting = nil, false
	for _, m := range queue {
		c.SendNow(m.message, m.handle, m.options, m.callback)
	}
	if !c.Connected && c.open && !c.waiting {
		c.DisconnectNow()
	}
}
