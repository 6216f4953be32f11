package tls

import "finishline/sim"

// traceFrame records a record: handshake messages by name, application data by
// how much it is, alerts by what they say.
func (c *ssl) traceFrame(kind sim.Kind, t contentType, name string, body []byte) {
	w := c.env.World
	if !w.Tracing() {
		return
	}
	text := ""
	if t == alertRecord && len(body) > 1 {
		if text = "close_notify"; body[1] != alertCloseNotify {
			text = alertReasons[body[1]]
		}
	}
	w.Emit(sim.Record{Kind: kind, Obj: c.obj, Name: w.Sym(name), B: int64(len(body)), Text: w.Sym(text)})
}

func (c *ssl) traceRecord(r *record) {
	if !c.env.World.Tracing() {
		return
	}
	name := "ApplicationData"
	switch r.t {
	case changeCipherSpec:
		name = "ChangeCipherSpec"
	case alertRecord:
		name = "Alert"
	case handshakeRecord:
		name = "Handshake"
		if len(r.body) > 0 && messageNames[r.body[0]] != "" {
			name = messageNames[r.body[0]]
		}
	}
	c.traceFrame(sim.KindFrameParsed, r.t, name, r.body)
}
