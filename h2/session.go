package h2

import (
	"golang.org/x/net/http2/hpack"

	"finishline/h2/compress"
	"finishline/h2/sched"
)

// Session is one end of an HTTP/2 connection.
type Session struct {
	role  Role
	opts  Options
	h     Handler
	state State
	cause Cause

	in  inbound
	out outbound

	streams streamTable
	slab    []stream
	first   [1]stream
	closed  closedMemory
	sched   sched.Scheduler
	tree    sched.Tree
	levels  sched.Levels

	nextID        StreamID // the next one we open
	lastSent      StreamID // the last one we opened on the wire
	lastReceived  StreamID // the last one the peer opened
	lastProcessed StreamID // the last one of those that the application saw
	outgoing      int      // streams that count against the peer's limit
	bodies        int      // attached: DATA of ours is still to be sent
	stalled       int      // of those, stopped by their own window
	incoming      int      // streams that count against ours
	reservedIn    int      // promises of the peer that were not fulfilled yet

	recv               window // of the connection
	send               int32  // octets that we may send on the connection
	windowUpdateQueued bool

	local, remote   settings
	remoteSettings  bool   // the peer's first SETTINGS were processed
	noPriorities    uint32 // the peer's SETTINGS_NO_RFC7540_PRIORITIES
	prioritiesKnown bool   // which it may not change any more
	pending         pendingSettings
	inflight        [][]Setting // our SETTINGS that wait for an acknowledgement
	firstInflight   [2][]Setting

	drain   drain
	deflate compress.Deflater
	inflate compress.Inflater

	onFieldFunc func(hpack.HeaderField) // the method value, made once

	now      uint64 // seconds, as SetNow was told
	resets   bucket
	glitches bucket
}

// NewSession makes a session. h is told of everything; it must not be nil.
func NewSession(role Role, opts Options, h Handler) *Session {
	opts = opts.withDefaults()
	s := &Session{
		role: role, opts: opts, h: h, state: StatePreface,
		send: initialWindow, recv: window{limit: initialWindow},
		local: defaultSettings, remote: defaultSettings,
		pending: pendingSettings{maxConcurrent: unlimited, enablePush: true},
		drain:   drain{localLast: maxStreamID, remoteLast: maxStreamID},
		deflate: compress.NewDeflater(max(0, opts.MaxDeflateTableSize)),
		inflate: compress.NewInflater(),
		resets:  newBucket(opts.ResetBurst, opts.ResetRate),
	}
	s.out.init()
	s.slab = s.first[:]
	s.inflight = s.firstInflight[:0]
	s.glitches = newBucket(opts.GlitchBurst, opts.GlitchRate)
	s.remote.maxConcurrent = opts.PeerMaxConcurrentStreams
	s.streams.hash = opts.StreamTable
	if opts.ClosedStreams > 0 {
		s.closed.ring = make([]closedStream, opts.ClosedStreams)
	}
	if s.sched = &s.tree; opts.Scheduler == Urgency {
		s.sched = &s.levels
		s.levels.OnlyOldestFirst = role == Client
	}
	if role == Client {
		s.nextID, s.out.preface, s.in.state = 1, true, inFirstHeader
	} else {
		s.nextID, s.in.state = 2, inMagic
	}
	return s
}

// SetNow tells the time in seconds on any clock that does not go back. Only the limits that are
// rates use it.
func (s *Session) SetNow(seconds uint64) { s.now = seconds }

// find gives a stream that is not closed.
func (s *Session) find(id StreamID) *stream {
	st := s.streams.find(id)
	if st == nil || st.gone {
		return nil
	}
	return st
}

// settings are the parameters of one end (RFC 9113 section 6.5.2).
type settings struct {
	headerTableSize uint32 // octets
	enablePush      uint32
	maxConcurrent   uint32
	initialWindow   uint32 // octets
	maxFrameSize    uint32 // octets
	maxHeaderList   uint32 // octets
	connectProtocol uint32
	noPriorities    uint32
}

var defaultSettings = settings{
	headerTableSize: 4096, enablePush: 1, maxConcurrent: unlimited, initialWindow: initialWindow,
	maxFrameSize: minFrameSize, maxHeaderList: unlimited,
}

// pendingSettings are ours from the moment we submit them, where being strict cannot hurt the
// peer: it may not know them yet, so breaking them only costs it the stream.
type pendingSettings struct {
	maxConcurrent   uint32
	enablePush      bool
	connectProtocol bool
	// noPriorities is settled by the first SETTINGS (RFC 9218 section 2.1).
	noPriorities    uint32
	prioritiesKnown bool
}

// field finds the parameter id, nil for one that nobody knows.
func (v *settings) field(id SettingID) *uint32 {
	switch id {
	case SettingHeaderTableSize:
		return &v.headerTableSize
	case SettingEnablePush:
		return &v.enablePush
	case SettingMaxConcurrentStreams:
		return &v.maxConcurrent
	case SettingInitialWindowSize:
		return &v.initialWindow
	case SettingMaxFrameSize:
		return &v.maxFrameSize
	case SettingMaxHeaderListSize:
		return &v.maxHeaderList
	case SettingEnableConnectProtocol:
		return &v.connectProtocol
	case SettingNoRFC7540Priorities:
		return &v.noPriorities
	}
	return nil
}

// bucket is a token bucket; it holds what may still happen.
type bucket struct {
	left, burst, rate, at uint64
	on                    bool
}

func newBucket(burst, rate uint64) bucket {
	return bucket{left: burst, burst: burst, rate: rate, on: burst > 0}
}

// spend takes one token; false is one too many. rate is per second.
func (b *bucket) spend(now uint64) bool {
	if !b.on {
		return true
	}
	if now != b.at {
		passed := uint64(1)
		if now > b.at {
			passed = now - b.at
		}
		b.at = now
		if b.rate > 0 && passed > b.burst/b.rate {
			b.left = b.burst
		} else {
			b.left = min(b.burst, b.left+b.rate*passed)
		}
	}
	if b.left == 0 {
		return false
	}
	b.left--
	return true
}
