package http2

import (
	"encoding/binary"
	"strconv"

	"finishline/h2"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

// DefaultSettings is http2.getDefaultSettings().
func DefaultSettings() *realm.Map {
	return &realm.Map{NullProto: true,
		Keys: []string{"headerTableSize", "enablePush", "initialWindowSize", "maxFrameSize", "maxConcurrentStreams",
			"maxHeaderSize", "maxHeaderListSize", "enableConnectProtocol"},
		Values: []realm.Value{4096, true, 65535, 16384, int64(maxUint32), 65535, 65535, false}}
}

// PackSettings is http2.getPackedSettings(settings): undefined if the protocol forbids a value.
func PackSettings(e *env.Env, m *realm.Map) realm.Value {
	list := ParseSettings(e, m).list()
	for _, s := range list {
		if !s.Valid() {
			return nil
		}
	}
	b := make([]byte, 0, 6*len(list))
	for _, s := range list {
		b = binary.BigEndian.AppendUint16(b, uint16(s.ID))
		b = binary.BigEndian.AppendUint32(b, s.Value)
	}
	return b
}

// UnpackSettings is http2.getUnpackedSettings(buf, {validate}).
func UnpackSettings(e *env.Env, b []byte, validate bool) *realm.Map {
	if len(b)%6 != 0 {
		e.Throw(realm.NewRangeError("ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH", "Packed settings length must be a multiple of six"))
	}
	m := &realm.Map{}
	for ; len(b) > 0; b = b[6:] {
		unpack(e, m, h2.SettingID(binary.BigEndian.Uint16(b)), binary.BigEndian.Uint32(b[2:]))
	}
	if validate {
		ParseSettings(e, m)
	}
	return m
}

func unpack(e *env.Env, m *realm.Map, id h2.SettingID, v uint32) {
	switch id {
	case h2.SettingHeaderTableSize:
		m.Set("headerTableSize", int64(v))
	case h2.SettingEnablePush:
		m.Set("enablePush", v != 0)
	case h2.SettingMaxConcurrentStreams:
		m.Set("maxConcurrentStreams", int64(v))
	case h2.SettingInitialWindowSize:
		m.Set("initialWindowSize", int64(v))
	case h2.SettingMaxFrameSize:
		m.Set("maxFrameSize", int64(v))
	case h2.SettingMaxHeaderListSize:
		m.Set("maxHeaderListSize", int64(v))
		m.Set("maxHeaderSize", int64(v))
	case h2.SettingEnableConnectProtocol:
		m.Set("enableConnectProtocol", v != 0)
	default:
		if !e.Has(versions.H2CustomSettings) {
			return
		}
		c, ok := m.Get("customSettings")
		if !ok {
			c = &realm.Map{}
			m.Set("customSettings", c)
		}
		c.(*realm.Map).Set(strconv.Itoa(int(id)), int64(v))
	}
}
