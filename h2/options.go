package h2

// Role is which end of the connection the session is.
type Role uint8

// The roles.
const (
	Client Role = iota
	Server
)

// DataScheduler decides which stream's DATA goes next.
type DataScheduler uint8

// The schedulers.
const (
	// Weighted is RFC 7540 section 5.3: a dependency tree with weights. Streams that nobody
	// prioritised take turns, frame by frame. nghttp2 up to 1.64.
	Weighted DataScheduler = iota
	// Urgency is RFC 9218: by urgency, then the older stream until it is done or blocked;
	// only streams marked incremental take turns. nghttp2 from 1.65.
	Urgency
)

// TableHash is how the stream table hashes; it changed twice.
type TableHash uint8

// The hashes, by the nghttp2 version that came first. Each gives, with real Node clients that
// had up to 20 requests refused by one GOAWAY, the order in which their streams closed.
const (
	TableHash157 TableHash = iota // 1.57 to 1.64 (Node 18.18.2 to 23.7)
	TableHash168                  // 1.68 (Node 25.9)
	TableHash169                  // 1.69 and 1.70 (Node 22.23.3, 24.21, 26.10)
)

// Options is everything that Node sets and everything in which nghttp2 versions differ. The
// zero value is nghttp2's default; a limit of 0 means the default, not "none".
type Options struct {
	Scheduler DataScheduler

	// NoAutoWindowUpdate leaves it to the application to say, by Consume, that received octets
	// were used. Node sets it.
	NoAutoWindowUpdate bool
	// MaxDeflateTableSize bounds our HPACK table, octets; 0 is 4096.
	MaxDeflateTableSize int
	// PeerMaxConcurrentStreams bounds the streams we open before the peer's SETTINGS are here; 0 is 100.
	PeerMaxConcurrentStreams uint32
	// MaxReservedRemoteStreams bounds the promises we keep; 0 is 200.
	MaxReservedRemoteStreams int
	// MaxSendHeaderBlock bounds what a header block of ours may have, by estimate, octets; 0 is 65536.
	MaxSendHeaderBlock int
	// MaxOutboundAcks bounds the SETTINGS and PING acknowledgements that wait; beyond it Recv
	// fails with ErrFlooded. 0 is 1000.
	MaxOutboundAcks int
	// MaxSettings bounds the entries of one SETTINGS frame; 0 is 32.
	MaxSettings int
	// MaxContinuations bounds the CONTINUATION frames behind one HEADERS; beyond it Recv fails
	// with ErrTooManyContinuations (CVE-2024-28182, nghttp2 1.61). 0 is 8, negative is no bound.
	MaxContinuations int
	// MaxStalledBodies bounds the bodies of ours that a shut window of the peer keeps waiting; one
	// more is reset with ENHANCE_YOUR_CALM (CVE-2019-9511 and 9517: a peer that asks for much and
	// reads nothing; RFC 9113 section 10.5). 0 is no bound, as in nghttp2.
	MaxStalledBodies int
	// ResetBurst and ResetRate (per second) bound the RST_STREAM frames a server takes; beyond
	// them it sends GOAWAY (CVE-2023-44487, nghttp2 1.57). 0 is 1000 and 33.
	ResetBurst, ResetRate uint64
	// GlitchBurst and GlitchRate (per second) bound frames that are odd but legal; beyond them
	// the session terminates with ENHANCE_YOUR_CALM. 0 is no bound (nghttp2 to 1.64); 1.68 has
	// 1000 and 33, 1.69 has 10000 and 330 (seen in Node 25.9 and 26.10).
	GlitchBurst, GlitchRate uint64

	// IgnorePriority drops PRIORITY frames unread (nghttp2 from 1.65; seen in Node 25.9).
	IgnorePriority bool
	// ReportBodyErrors calls InvalidFrame for a body of the wrong length too; older nghttp2
	// resets the stream in silence (nghttp2 from 1.69; seen in Node 22.23.3, not in 25.9).
	ReportBodyErrors bool
	// WindowOverflowFatal makes every overflow of a stream's window a connection error; older
	// nghttp2 resets the stream (nghttp2 from 1.69; RFC 9113 section 6.9.1 allows either).
	WindowOverflowFatal bool
	// CancelLateResets holds the frame of a SubmitRSTStream back if the stream goes while the frame
	// waits (nghttp2#2578; seen in Node 24.21.0, not in 25.9.0, which has 1.68).
	CancelLateResets bool
	// ReceiveAltSvc and ReceiveOrigin let a client see those frames. Node sets both.
	ReceiveAltSvc, ReceiveOrigin bool
	// AllowFieldWhitespace accepts leading and trailing white space in field values (Node's
	// strictFieldWhitespaceValidation: false).
	AllowFieldWhitespace bool
	// StreamTable selects the table whose order decides in which order a GOAWAY closes streams.
	StreamTable TableHash

	// ClosedStreams is how many closed streams are remembered, so that late frames on them are
	// answered as RFC 9113 section 5.1 asks. 0 remembers none, as nghttp2 under Node does, and
	// ignores such frames.
	ClosedStreams int
	// Pedantic turns what nghttp2 lets pass into the error RFC 9113 asks for.
	Pedantic bool
}

// MaxHeaderListPairs is how many fields Node lets a header block have by default; the count is
// the application's to keep (see Handler.Header).
const MaxHeaderListPairs = 128

const (
	initialWindow = 65535 // RFC 9113 section 6.9.2
	maxWindow     = 1<<31 - 1
	minFrameSize  = 16384 // RFC 9113 section 6.5.2
	maxFrameSize  = 1<<24 - 1
	maxPayload    = 16384 // what we put into one frame, whatever the peer would take
	unlimited     = 1<<32 - 1
	maxPadding    = 256
)

func orDefault[T int | uint32 | uint64](v, def T) T {
	if v == 0 {
		return def
	}
	return v
}

func (o Options) withDefaults() Options {
	o.MaxDeflateTableSize = orDefault(o.MaxDeflateTableSize, 4096)
	o.PeerMaxConcurrentStreams = orDefault(o.PeerMaxConcurrentStreams, 100)
	o.MaxReservedRemoteStreams = orDefault(o.MaxReservedRemoteStreams, 200)
	o.MaxSendHeaderBlock = orDefault(o.MaxSendHeaderBlock, 65536)
	o.MaxOutboundAcks = orDefault(o.MaxOutboundAcks, 1000)
	o.MaxSettings = orDefault(o.MaxSettings, 32)
	o.MaxContinuations = orDefault(o.MaxContinuations, 8)
	o.ResetBurst = orDefault(o.ResetBurst, 1000)
	o.ResetRate = orDefault(o.ResetRate, 33)
	return o
}
