package child

import (
	"finishline/node/net"
	"finishline/node/realm"
)

// handleKind names what can be sent, "" if it cannot.
func handleKind(v realm.Value) string {
	switch v := v.(type) {
	case *net.Socket:
		return "net.Socket"
	case interface{ ServerBase() *net.Server }:
		return "net.Server"
	case *net.Handle:
		if v.TCP != nil {
			return "net.Native"
		}
	}
	return ""
}

// detach takes the handle out of what is sent. A socket gives its own up,
// unless keepOpen says otherwise; nil: it has none.
func (c *Channel) detach(m *outgoing) (h *net.Handle, key string) {
	switch v := m.handle.(type) {
	case *net.Socket:
		return v.Detach(m.options.KeepOpen), ""
	case interface{ ServerBase() *net.Server }:
		return v.ServerBase().Handle, ""
	case *net.Handle:
		return v, ""
	}
	return nil, ""
}

// afterSending keeps a socket's handle until the other end has confirmed that
// it came, or closes it if it could not be sent.
func (c *Channel) afterSending(m *outgoing, sent bool) {
	_, socket := m.handle.(*net.Socket)
	switch {
	case m.native == nil || !socket || m.options.KeepOpen:
	case sent:
		c.unacked = m
	default:
		m.native.Close(nil)
	}
}

func (c *Channel) closeUnacked() {
	c.unacked.native.Close(nil)
	c.unacked = nil
}

// attach makes of a handle that came what the sender sent, and delivers the
// message with it.
func (c *Channel) attach(message realm.Value, h *net.Handle) {
	deliver := func(handle realm.Value) {
		msg := c.codec.Get(message, "msg")
		event := "message"
		if c.internal(msg) != "" {
			event = "internalMessage"
		}
		c.handleMessage(event, msg, handle)
	}
	switch c.codec.Get(message, "type") {
	case "net.Server":
		server := net.NewServer(c.env, net.ServerOptions{}, nil)
		server.OnceGo("listening", func([]realm.Value) { deliver(server) })
		server.ListenOn(h, nil)
	case "net.Socket":
		o := net.DefaultOptions
		o.Handle = h
		deliver(net.New(c.env, o))
	default:
		deliver(h)
	}
}
