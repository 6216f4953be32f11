package child

import (
	"bytes"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/sim"
)

// Codec turns messages into bytes and back.
type Codec interface {
	Name() string // "json"
	Encode(message realm.Value) []byte
	// Decode takes whole messages off the front of data and gives what is left.
	Decode(data []byte, each func(message realm.Value)) (rest []byte)
	// Get reads a property of a message.
	Get(message realm.Value, name string) realm.Value
	// Envelope is {cmd, type, msg}, with what goes along in key if it is not "".
	Envelope(cmd, kind, key string, message realm.Value) realm.Value
}

// Target is who sends and receives: a ChildProcess, or process in the child.
type Target interface {
	realm.Hosted
	Emit(name any, args ...realm.Value) bool
	OnGo(name string, fn func(args []realm.Value)) realm.Function
	OnceGo(name string, fn func(args []realm.Value)) realm.Function
	ListenerCount(name any) int
	TraceObject() sim.ObjID
}

// Channel is one end of an IPC channel with what Node hangs on its target
// (setupChannel in lib/internal/child_process.js). It begins connected;
// Disconnect, or the other end's going away, ends that.
type Channel struct {
	events.Emitter
	// Connected: nothing more is sent once it is false, although queued messages
	// may still be.
	Connected bool

	env    *env.Env
	target Target
	codec  Codec
	pipe   *net.Handle
	open   bool // target.channel is not null

	data      []byte // an incomplete message
	buffering bool
	pending   [][]realm.Value // messages that nobody listened for yet
	handleIn  *net.Handle     // came with the bytes being read

	queue   []outgoing // waits for the acknowledgement of a handle; see waiting
	waiting bool       // _handleQueue is not null
	unacked *outgoing  // _pendingMessage

	refs       int
	refByOwner bool   // ref() or unref() was called
	closed     func() // the other end went away
}

// outgoing is a message on its way, with the handle that goes along.
type outgoing struct {
	message  realm.Value
	handle   realm.Value
	options  SendOptions
	callback realm.Function
	native   *net.Handle // of handle
}

// SendOptions are the options of send.
type SendOptions struct{ KeepOpen, SwallowErrors bool }

// OpenChannel begins to use a pipe as target's channel.
func OpenChannel(e *env.Env, target Target, pipe *net.Handle, codec Codec) *Channel {
	c := &Channel{Connected: true, open: true, env: e, target: target, codec: codec, pipe: pipe}
	c.InitEmitter(e, c)
	pipe.TCP.SetListener(c)
	target.OnGo("internalMessage", c.onInternal)
	target.OnGo("newListener", func([]realm.Value) { e.NextTick(c.deliverPending) })
	pipe.ReadStart()
	return c
}

// AdoptChannel is the child's end: the descriptor that it was started with. It
// keeps the process alive only while somebody listens.
func AdoptChannel(e *env.Env, target Target, fd kernel.FD, codec Codec) *Channel {
	pipe := net.NewPipe(e, true)
	pipe.TCP.Open(fd)
	pipe.TCP.Unref()
	c := OpenChannel(e, target, pipe, codec)
	counts := func(name string, count func()) {
		target.OnGo(name, func(args []realm.Value) {
			if len(args) > 0 && (args[0] == "message" || args[0] == "disconnect") {
				count()
			}
		})
	}
	counts("newListener", c.RefCounted)
	counts("removeListener", c.UnrefCounted)
	return c
}

// Open reports whether target.channel is there.
func (c *Channel) Open() bool { return c.open }

// FD is channel.fd.
func (c *Channel) FD() int { return int(c.pipe.TCP.FD()) }

// RefCounted and UnrefCounted count the reasons to keep the process alive:
// listeners, and writes that are under way.
func (c *Channel) RefCounted() {
	if c.refs++; c.refs == 1 && !c.refByOwner {
		c.pipe.TCP.Ref()
	}
}

// UnrefCounted is the opposite of RefCounted.
func (c *Channel) UnrefCounted() {
	if c.refs--; c.refs == 0 && !c.refByOwner {
		c.pipe.TCP.Unref()
	}
}

// Ref is channel.ref(): the counting ends.
func (c *Channel) Ref() { c.refByOwner = true; c.pipe.TCP.Ref() }

// Unref is channel.unref().
func (c *Channel) Unref() { c.refByOwner = true; c.pipe.TCP.Unref() }

// OnRead is what the pipe calls.
func (c *Channel) OnRead(data []byte, status kernel.Errno) {
	if status == 0 && c.pipe.TCP.Pending() > 0 {
		fd := c.pipe.TCP.TakePending()
		c.handleIn = net.ReceiveHandle(c.env, fd)
	}
	c.env.Callback(func() {
		if status != 0 {
			c.ended()
			return
		}
		c.data = c.codec.Decode(append(c.data, data...), c.dispatch)
		c.buffering = len(c.data) > 0
	})
}

// dispatch queues one message for its listeners.
func (c *Channel) dispatch(message realm.Value) {
	switch cmd := c.internal(message); cmd {
	case "":
		c.handleMessage("message", message, nil)
	case "NODE_HANDLE":
		h := c.handleIn
		c.handleIn = nil
		if h == nil {
			c.handleMessage("internalMessage", message, nil)
			return
		}
		c.handleMessage("internalMessage", message, h)
	default:
		c.handleMessage("internalMessage", message, nil)
	}
}

// internal is the cmd of a message of Node's own, "" if it is the script's.
func (c *Channel) internal(message realm.Value) string {
	cmd, _ := c.codec.Get(message, "cmd").(string)
	if len(cmd) > len(internalPrefix) && cmd[:len(internalPrefix)] == internalPrefix {
		return cmd
	}
	return ""
}

const internalPrefix = "NODE_"

func (c *Channel) handleMessage(event string, message, handle realm.Value) {
	if !c.open {
		return
	}
	c.env.NextTick(func() {
		if event == "internalMessage" || c.target.ListenerCount("message") > 0 {
			c.target.Emit(event, message, handle)
			return
		}
		c.pending = append(c.pending, []realm.Value{message, handle})
	})
}

// deliverPending gives a new listener what came before it.
func (c *Channel) deliverPending() {
	if !c.open || len(c.pending) == 0 || c.target.ListenerCount("message") == 0 {
		return
	}
	list := c.pending
	for _, m := range list {
		c.target.Emit("message", m...)
	}
	c.pending = nil
}

// ended: the other end is gone.
func (c *Channel) ended() {
	c.buffering = false
	c.Disconnect()
	c.pipe.TCP.SetListener(deaf{})
	c.pipe.Close(nil)
	c.open = false
	if c.closed != nil {
		c.closed()
	}
}

// Disconnect is disconnect(): what is queued is still sent.
func (c *Channel) Disconnect() {
	if !c.Connected {
		c.target.Emit("error", realm.NewError("ERR_IPC_DISCONNECTED", "IPC channel is already disconnected"))
		return
	}
	c.Connected = false
	if !c.waiting {
		c.DisconnectNow()
	}
}

// DisconnectNow is _disconnect().
func (c *Channel) DisconnectNow() {
	c.open = false
	if c.unacked != nil {
		c.closeUnacked()
	}
	fired := false
	finish := func() {
		if fired {
			return
		}
		fired = true
		c.pipe.Close(nil)
		c.target.Emit("disconnect")
	}
	if c.buffering { // a message is being read: wait until it is whole
		c.target.OnceGo("message", func([]realm.Value) { finish() })
		c.target.OnceGo("internalMessage", func([]realm.Value) { finish() })
		return
	}
	c.env.NextTick(finish)
}

// deaf hears nothing.
type deaf struct{}

func (deaf) OnRead([]byte, kernel.Errno) {}

var _ uv.ReadListener = deaf{}

// JSONLines splits data at newlines: the framing of the json codec.
func JSONLines(data []byte, each func(line []byte)) (rest []byte) {
	for {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			return data
		}
		each(data[:i])
		data = data[i+1:]
	}
}
