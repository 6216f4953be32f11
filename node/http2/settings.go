package http2

import (
	"encoding/binary"
	"strconv"

	"finishline/h2"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Settings are the parameters that a script gave: nil is none.
type Settings struct {
	known  [7]uint32 // in the order of settingNames
	given  uint8     // which of them
	custom []h2.Setting
}

// settingIDs is the order in which the native layer writes them (HTTP2_SETTINGS).
var settingIDs = [7]h2.SettingID{h2.SettingHeaderTableSize, h2.SettingEnablePush, h2.SettingInitialWindowSize,
	h2.SettingMaxFrameSize, h2.SettingMaxConcurrentStreams, h2.SettingMaxHeaderListSize, h2.SettingEnableConnectProtocol}

const (
	ixHeaderTableSize = iota
	ixEnablePush
	ixInitialWindowSize
	ixMaxFrameSize
	ixMaxConcurrentStreams
	ixMaxHeaderListSize
	ixEnableConnectProtocol
)

const (
	maxUint32 = 1<<32 - 1
	// maxAdditionalSettings is MAX_ADDITIONAL_SETTINGS.
	maxAdditionalSettings = 10
)

// list is the frame's entries.
func (s *Settings) list() []h2.Setting {
	if s == nil {
		return nil
	}
	var out []h2.Setting
	for i, id := range settingIDs {
		if s.given&(1<<i) != 0 {
			out = append(out, h2.Setting{ID: id, Value: s.known[i]})
		}
	}
	return append(out, s.custom...)
}

func (s *Settings) put(i int, v uint32) { s.known[i], s.given = v, s.given|1<<i }

// ParseSettings is validateSettings and updateSettingsBuffer: m is the script's object.
func ParseSettings(e *env.Env, m *realm.Map) *Settings {
	s := &Settings{}
	if m == nil {
		return s
	}
	s.parseCustom(e, m)
	window := float64(maxUint32)
	if e.Has(versions.H2WindowSizeLimit) {
		window = 1<<31 - 1
	}
	s.number(e, m, "headerTableSize", ixHeaderTableSize, 0, maxUint32)
	s.number(e, m, "initialWindowSize", ixInitialWindowSize, 0, window)
	s.number(e, m, "maxFrameSize", ixMaxFrameSize, 16384, 1<<24-1)
	s.number(e, m, "maxConcurrentStreams", ixMaxConcurrentStreams, 0, maxUint32)
	s.number(e, m, "maxHeaderListSize", ixMaxHeaderListSize, 0, maxUint32)
	s.number(e, m, "maxHeaderSize", ixMaxHeaderListSize, 0, maxUint32)
	s.boolean(e, m, "enablePush", ixEnablePush)
	s.boolean(e, m, "enableConnectProtocol", ixEnableConnectProtocol)
	return s
}

func (s *Settings) number(e *env.Env, m *realm.Map, name string, i int, least, most float64) {
	v, _ := m.Get(name)
	if v == nil {
		return
	}
	f, ok := number(v)
	if !ok || f < least || f > most {
		e.Throw(errSettingRange(e, name, v, least, most))
	}
	s.put(i, uint32(f))
}

func (s *Settings) boolean(e *env.Env, m *realm.Map, name string, i int) {
	v, _ := m.Get(name)
	if v == nil {
		return
	}
	b, ok := v.(bool)
	if !ok {
		err := realm.NewTypeError("ERR_HTTP2_INVALID_SETTING_VALUE", `Invalid value for setting "`+name+`": `+text(v))
		err.Props = []realm.Prop{{Key: "actual", Value: v}}
		e.Throw(err)
	}
	n := uint32(0)
	if b {
		n = 1
	}
	s.put(i, n)
}

func (s *Settings) parseCustom(e *env.Env, m *realm.Map) {
	v, _ := m.Get("customSettings")
	if v == nil || !e.Has(versions.H2CustomSettings) {
		return
	}
	custom, ok := v.(*realm.Map)
	if !ok {
		e.Throw(net.ErrArgType(e, "customSettings", "of type number", v))
	}
	if len(custom.Keys) > maxAdditionalSettings {
		e.Throw(errTooManyCustom())
	}
	for i, key := range custom.Keys {
		id, err := strconv.ParseFloat(key, 64)
		if err != nil || id < 0 || id > 0xffff {
			e.Throw(errSettingRange(e, "customSettings:id", id, 0, 0xffff))
		}
		n, ok := number(custom.Values[i])
		if !ok || n < 0 || n > maxUint32 {
			e.Throw(errSettingRange(e, "customSettings:value", custom.Values[i], 0, maxUint32))
		}
		// util.js compares the id with its own indexes, which are not the ids of
		// RFC 9113: 1 to 6 set the known setting of that index.
		if int(id) < len(settingIDs) {
			s.put(int(id), uint32(n))
			continue
		}
		s.custom = append(s.custom, h2.Setting{ID: h2.SettingID(id), Value: uint32(n)})
	}
}

func errTooManyCustom() *realm.Error {
	return realm.NewError("ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS", "Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS")
}

func errSettingRange(e *env.Env, name string, v realm.Value, least, most float64) *realm.Error {
	err := realm.NewRangeError("ERR_HTTP2_INVALID_SETTING_VALUE", `Invalid value for setting "`+name+`": `+text(v))
	err.Props = []realm.Prop{{Key: "actual", Value: v}, {Key: "min", Value: least}, {Key: "max", Value: most}}
	return err
}

// number is a value whose typeof is 'number'.
func number(v realm.Value) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// Settings is session.settings(settings, callback).
func (s *Session) Settings(m *realm.Map, callback realm.Function) {
	if s.Destroyed() {
		s.Env().Throw(errInvalidSession())
	}
	s.settingsNow(ParseSettings(s.Env(), m), callback)
}

func (s *Session) settingsNow(set *Settings, callback realm.Function) {
	s.pendingAcks++
	if s.Connecting() {
		s.OnceGo("connect", func([]realm.Value) { s.submitSettings(set, callback) })
		return
	}
	s.submitSettings(set, callback)
}

func (s *Session) submitSettings(set *Settings, callback realm.Function) {
	if s.Destroyed() {
		return
	}
	s.UpdateTimer()
	ok := s.handle.submitSettings(set.list(), func(ack bool, duration float64) { s.settingsDone(callback, ack, duration) })
	if !ok {
		s.callDestroy(errMaxPendingSettingsAck())
	}
}

// settingsDone is settingsCallback.
func (s *Session) settingsDone(callback realm.Function, ack bool, duration float64) {
	s.pendingAcks--
	s.local = nil
	if !ack {
		if callback != nil {
			callback.Call(s, errSettingsCancel())
		}
		return
	}
	settings := s.LocalSettings()
	if callback != nil {
		callback.Call(s, realm.Null, settings, duration)
	}
	s.Emit("localSettings", settings)
}

// LocalSettings is session.localSettings: what the peer has acknowledged.
func (s *Session) LocalSettings() *realm.Map {
	if s.local != nil {
		return s.local
	}
	if s.Destroyed() || s.Connecting() {
		return &realm.Map{}
	}
	s.local = settingsMap(s.handle.h2.LocalSetting)
	return s.local
}

// RemoteSettings is session.remoteSettings.
func (s *Session) RemoteSettings() *realm.Map {
	if s.remoteUpToDate && s.remote != nil {
		return s.remote
	}
	if s.Destroyed() || s.Connecting() {
		return &realm.Map{}
	}
	s.remoteUpToDate = true
	s.remote = settingsMap(s.handle.h2.RemoteSetting)
	s.addCustom(s.remote)
	return s.remote
}

func (s *Session) addCustom(m *realm.Map) {
	var custom *realm.Map
	for i, set := range s.handle.customRemote {
		if s.customSeen&(1<<i) == 0 {
			continue
		}
		if custom == nil {
			custom = &realm.Map{}
			m.Set("customSettings", custom)
		}
		custom.Set(strconv.Itoa(int(set.ID)), int64(set.Value))
	}
}

var settingsKeys = []string{"headerTableSize", "enablePush", "initialWindowSize", "maxFrameSize", "maxConcurrentStreams",
	"maxHeaderListSize", "maxHeaderSize", "enableConnectProtocol"}

func settingsMap(get func(h2.SettingID) uint32) *realm.Map {
	list := int64(get(h2.SettingMaxHeaderListSize))
	return &realm.Map{Keys: settingsKeys[:len(settingsKeys):len(settingsKeys)], Values: []realm.Value{
		int64(get(h2.SettingHeaderTableSize)), get(h2.SettingEnablePush) != 0, int64(get(h2.SettingInitialWindowSize)),
		int64(get(h2.SettingMaxFrameSize)), int64(get(h2.SettingMaxConcurrentStreams)), list, list,
		get(h2.SettingEnableConnectProtocol) != 0}}
}

// DefaultSettings is http2.getDefaultSettings().
func DefaultSettings() *realm.Map {
	return &realm.Map{NullProto: true,
		Keys: []string{"headerTableSize", "enablePush", "initialWindowSize", "maxFrameSize", "maxConcurrentStreams",
			"maxHeaderSize", "maxHeaderListSize", "enableConnectProtocol"},
		Values: []realm.Value{4096, true, 65535, 16384, int64(maxUint32), 65535, 65535, false}}
}

// PackSettings is http2.getPackedSettings(settings).
func PackSettings(e *env.Env, m *realm.Map) []byte {
	list := ParseSettings(e, m).list()
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
