package http2

import "finishline/node/realm"

// Options are the options of createServer and connect that this module reads. Numbers are nil
// where none was given.
type Options struct {
	Settings             *realm.Map // checked only when a session submits them
	RemoteCustomSettings []uint16
	Origins              []realm.Value

	MaxDeflateDynamicTableSize, MaxReservedRemoteStreams, MaxSendHeaderBlockLength *uint32
	PeerMaxConcurrentStreams, MaxHeaderListPairs, MaxOutstandingPings              *uint32
	MaxOutstandingSettings, MaxSettings, StreamResetRate, StreamResetBurst         *uint32
	MaxSessionInvalidFrames, MaxSessionRejectedStreams                             *uint32
	MaxSessionMemory                                                               *float64 // units of 1,000,000 bytes
	StrictFieldWhitespaceValidation                                                *bool
	PaddingStrategy                                                                int

	StrictSingleValueFields bool
	UnknownProtocolTimeout  float64 // ms
	ServerName              string  // for the authority of requests

	// NewRequest and NewResponse make the compatibility API's objects where a script gave classes
	// of its own; nil makes the built-in ones.
	NewRequest  func(st *Stream, headers realm.Value, raw []realm.Value) *ServerRequest
	NewResponse func(st *Stream) *ServerResponse
}

// NewOptions are the defaults.
func NewOptions() *Options {
	return &Options{StrictSingleValueFields: true, UnknownProtocolTimeout: 10000}
}
