package http2

import (
	"encoding/binary"

	"finishline/h2"
	"finishline/node/realm"
	"finishline/sim"
)

// pendingSettings is an Http2Settings: a SETTINGS frame that waits for its acknowledgement.
type pendingSettings struct {
	sent sim.Time
	done func(ack bool, duration float64)
}

// pendingPing is an Http2Ping.
type pendingPing struct {
	sent sim.Time
	done func(ack bool, duration float64, payload realm.Value)
}

func (n *native) millisSince(t sim.Time) float64 { return float64(n.env.Kernel.Now()-t) / 1e6 }

// submitSettings is AddSettings. It reports false if too many wait already.
func (n *native) submitSettings(list []h2.Setting, done func(ack bool, duration float64)) bool {
	p := &pendingSettings{sent: n.env.Kernel.Now(), done: done}
	if len(n.settings) >= n.maxSettings {
		n.callJS(func() { p.done(false, n.millisSince(p.sent)) })
		return false
	}
	opened := n.openScope()
	if n.h2.SubmitSettings(list) != nil {
		n.assertionFailed(n.obj, "nghttp2_submit_settings(...)) == (0)")
	}
	n.keepLocal(list)
	n.queued(h2.FrameSettings, 0, 6*len(list), "")
	if opened {
		n.endScope()
	}
	n.settings = append(n.settings, p)
	return true
}

// onSettings is HandleSettingsFrame.
func (n *native) onSettings(f *h2.Frame) {
	if !f.IsAck() {
		n.js.remoteUpToDate = false
		n.keepCustom(f.Settings)
		if n.js.ListenerCount("remoteSettings") > 0 {
			n.callJS(n.js.onSettings)
		}
		return
	}
	if len(n.settings) == 0 {
		n.internalError(h2.ErrProto, "")
		return
	}
	p := n.settings[0]
	n.settings = n.settings[1:]
	n.callJS(func() { p.done(true, n.millisSince(p.sent)) })
}

// keepCustom remembers those of the peer's unknown settings that were asked for.
func (n *native) keepCustom(list []h2.Setting) {
	for _, s := range list {
		if int(s.ID) < len(settingIDs) {
			continue
		}
		for i := range n.customRemote {
			if n.customRemote[i].ID&0xffff == s.ID {
				n.customRemote[i].Value = s.Value
				n.js.customSeen |= 1 << i
			}
		}
	}
}

// keepLocal is UpdateLocalCustomSettings: what was sent with an id that is no index of Node's counts
// as custom, also 8 (SETTINGS_ENABLE_CONNECT_PROTOCOL), and shows from now on.
func (n *native) keepLocal(list []h2.Setting) {
	if !n.has.customSettings {
		return
	}
next:
	for _, s := range list {
		if int(s.ID) < len(settingIDs) {
			continue
		}
		for i := range n.customLocal {
			if n.customLocal[i].ID == s.ID {
				n.customLocal[i].Value = s.Value
				continue next
			}
		}
		if len(n.customLocal) < maxAdditionalSettings {
			n.customLocal = append(n.customLocal, s)
		}
	}
}

// ping is AddPing. It reports false if too many wait already.
func (n *native) ping(payload []byte, done func(ack bool, duration float64, payload realm.Value)) bool {
	p := &pendingPing{sent: n.env.Kernel.Now(), done: done}
	if len(n.pings) >= n.maxPings {
		n.callJS(func() { p.done(false, n.millisSince(p.sent), nil) })
		return false
	}
	var data [8]byte
	if payload == nil {
		binary.LittleEndian.PutUint64(data[:], uint64(p.sent))
	} else {
		copy(data[:], payload)
	}
	opened := n.openScope()
	n.h2.SubmitPing(data)
	n.queued(h2.FramePing, 0, 8, "")
	if opened {
		n.endScope()
	}
	n.pings = append(n.pings, p)
	return true
}

func (n *native) popPing() *pendingPing {
	if len(n.pings) == 0 {
		return nil
	}
	p := n.pings[0]
	n.pings = n.pings[1:]
	return p
}

// onPing is HandlePingFrame.
func (n *native) onPing(f *h2.Frame) {
	payload := append([]byte(nil), f.Opaque[:]...)
	if f.IsAck() {
		p := n.popPing()
		if p == nil && n.env.Strict {
			return // nothing to answer (RFC 9113 section 6.7)
		}
		if p == nil {
			n.internalError(h2.ErrProto, "")
			return
		}
		n.callJS(func() { p.done(true, n.millisSince(p.sent), payload) })
		return
	}
	if n.js.ListenerCount("ping") > 0 {
		n.callJS(func() { n.js.onPing(payload) })
	}
}
