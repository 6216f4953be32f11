package netmodel

import "finishline/sim"

// Profile is what a link does to segments, and how much the hosts at its ends
// hold of them. Its text is read by ParseProfile.
type Profile struct {
	Name      string
	Latency   sim.Duration // one way; zero delivers inside the call
	Jitter    sim.Duration // and up to so much longer, at random; a connection's segments keep their order
	Bandwidth int64        // bytes per second; zero: unlimited
	MTU       int          // bytes, IP header included
	Queue     int          // bytes that may wait for the link; zero: unlimited
	Loss      float64      // probability that a segment is lost, 0 to 1
	SndBuf    int          // bytes of each send buffer, which then does not grow; zero: Linux's defaults
	RcvBuf    int          // the same of each receive buffer
	ReadRate  int64        // Config.ReadRate
}

// The named profiles. TinyBuffers has the smallest buffers that Linux allows
// (SOCK_MIN_SNDBUF, and a receive buffer that holds one segment); SlowReader's
// programs read as slowly as one that writes to a busy disk.
var (
	Loopback    = Profile{Name: "loopback", MTU: 65536}
	LAN         = Profile{Name: "lan", Latency: 200_000, Bandwidth: 125_000_000, MTU: 1500, Queue: 512 << 10}
	TinyBuffers = Profile{Name: "tiny-buffers", Latency: 200_000, Bandwidth: 125_000_000, MTU: 1500, Queue: 512 << 10, SndBuf: minSndBuf, RcvBuf: 2 * minRcvBuf}
	SlowReader  = Profile{Name: "slow-reader", Latency: 200_000, Bandwidth: 125_000_000, MTU: 1500, Queue: 512 << 10, RcvBuf: 16 << 10, ReadRate: 64 << 10}
	WAN         = Profile{Name: "wan", Latency: 20_000_000, Bandwidth: 12_500_000, MTU: 1500, Queue: 256 << 10}
	Mobile      = Profile{Name: "mobile", Latency: 50_000_000, Bandwidth: 1_250_000, MTU: 1400, Queue: 128 << 10, Loss: 0.005}
	Far         = Profile{Name: "far", Latency: 140_000_000, Bandwidth: 6_250_000, MTU: 1500, Queue: 512 << 10}
	Lossy       = Profile{Name: "lossy", Latency: 10_000_000, Bandwidth: 1_250_000, MTU: 1500, Queue: 64 << 10, Loss: 0.03}
)

// Profiles returns the named profiles, the most harmless first.
func Profiles() []Profile {
	return []Profile{Loopback, LAN, TinyBuffers, SlowReader, WAN, Far, Mobile, Lossy}
}

// ProfileNamed finds a profile by name.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range Profiles() {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// Apply is c on hosts that a profile describes, with its link between them.
func (c Config) Apply(p Profile) Config {
	c.Link, c.ReadRate = p, p.ReadRate
	if p.SndBuf > 0 {
		c.SndBuf = Buffers{minSndBuf, p.SndBuf, p.SndBuf}
	}
	if p.RcvBuf > 0 {
		c.RcvBuf, c.FixedRcvBuf = Buffers{minRcvBuf, p.RcvBuf, p.RcvBuf}, true
		c.RcvBufMax = p.RcvBuf // and so no window scale that nobody could use
	}
	return c
}
