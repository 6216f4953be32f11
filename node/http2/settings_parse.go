package http2

import (
	"math"
	"strconv"
	"strings"

	"finishline/h2"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// ParseSettings is validateSettings and updateSettingsBuffer: m is the script's object.
func ParseSettings(e *env.Env, m *realm.Map) *Settings {
	s := &Settings{}
	if m == nil {
		return s
	}
	custom := checkCustom(e, m)
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
	if custom != nil {
		named := *s
		s.putCustom(e, custom)
		for i := range named.known {
			if named.given&(1<<i) != 0 {
				s.put(i, named.known[i]) // a name beats a number
			}
		}
	}
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

// checkCustom is validateSettings' part about customSettings, and putCustom is updateSettingsBuffer's,
// which is stricter about numbers and passes over everything else.
func checkCustom(e *env.Env, m *realm.Map) *realm.Map {
	v, _ := m.Get("customSettings")
	if v == nil || !e.Has(versions.H2CustomSettings) {
		return nil
	}
	custom, ok := v.(*realm.Map)
	if !ok {
		e.Throw(net.ErrArgType(e, "customSettings", "an instance of Number", v))
	}
	if len(custom.Keys) > maxAdditionalSettings {
		e.Throw(errTooManyCustom())
	}
	for i, key := range custom.Keys {
		if id := toNumber(key); id < 0 || id > 0xffff {
			e.Throw(errSettingRange(e, "customSettings:id", id, 0, 0xffff))
		}
		if n := toNumber(custom.Values[i]); n < 0 || n > maxUint32 {
			e.Throw(errSettingRange(e, "customSettings:value", n, 0, maxUint32))
		}
	}
	return custom
}

func (s *Settings) putCustom(e *env.Env, custom *realm.Map) {
	for i, key := range custom.Keys {
		n, ok := number(custom.Values[i])
		if !ok {
			continue
		}
		id := toNumber(key)
		if !(id > 0) {
			e.Throw(errSettingRange(e, "Range Error", id, 0, 0xffff))
		}
		if !(n > 0) {
			e.Throw(errSettingRange(e, "Range Error", n, 0, maxUint32))
		}
		// util.js compares the id with its own indexes, which are not the ids of
		// RFC 9113: 1 to 6 set the known setting of that index.
		if id == math.Trunc(id) && int(id) < len(settingIDs) {
			s.put(int(id), uint32(n))
			continue
		}
		s.custom = append(s.custom, h2.Setting{ID: h2.SettingID(id), Value: uint32(n)})
	}
}

// toNumber is Number(v) for what may be in an object of settings.
func toNumber(v realm.Value) float64 {
	switch v := v.(type) {
	case string:
		if v = strings.TrimSpace(v); v == "" {
			return 0
		}
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			return f
		}
	case bool:
		if v {
			return 1
		}
		return 0
	case realm.NullType:
		return 0
	}
	if f, ok := number(v); ok {
		return f
	}
	return math.NaN()
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
