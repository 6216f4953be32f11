package http2

import (
	"strconv"

	"finishline/h2"
	"finishline/node/realm"
)

// Settings are the parameters that a script gave: nil is none.
type Settings struct {
	known  [7]uint32 // in the order of settingNames
	given  uint8     // which of them
	custom []h2.Setting
}

// settingIDs are the ids of Node's own indexes (IDX_SETTINGS_…).
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

// written is the order in which the native layer puts them into a frame (HTTP2_SETTINGS in
// src/node_http2_state.h).
var written = [...]int{ixHeaderTableSize, ixEnablePush, ixMaxConcurrentStreams, ixInitialWindowSize,
	ixMaxFrameSize, ixMaxHeaderListSize, ixEnableConnectProtocol}

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
	for _, i := range written {
		if s.given&(1<<i) != 0 {
			out = append(out, h2.Setting{ID: settingIDs[i], Value: s.known[i]})
		}
	}
	return append(out, s.custom...)
}

func (s *Settings) put(i int, v uint32) { s.known[i], s.given = v, s.given|1<<i }

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
	addCustom(s.local, s.handle.customLocal, ^uint32(0))
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
	addCustom(s.remote, s.handle.customRemote, s.customSeen)
	return s.remote
}

// addCustom adds those of the list that were seen.
func addCustom(m *realm.Map, list []h2.Setting, seen uint32) {
	var custom *realm.Map
	for i, set := range list {
		if seen&(1<<i) == 0 {
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
