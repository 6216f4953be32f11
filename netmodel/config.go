package netmodel

import (
	"finishline/sim"
)

// Explore is a set of liberties that the world may take beyond what Linux on
// loopback does. Each offers alternatives to World.Choose; alternative 0 is
// always the canonical one.
type Explore uint8

// Liberties.
const (
	// ExploreWrite: a write may be taken in part (1) or not at all, EAGAIN (2).
	ExploreWrite Explore = 1 << iota
	// ExploreRead: a read may return only the first segment (1).
	ExploreRead
	// ExploreReady: any ready descriptor may be reported first.
	ExploreReady
	// ExploreLoss: any segment that is not on loopback may be lost (1).
	ExploreLoss
	// ExploreDelivery: loopback segments are delivered by events of their own,
	// in any order between connections, instead of inside the call.
	ExploreDelivery
	// ExploreLatency: with ExploreDelivery, a postponed segment may also be late by
	// one of the Latenesses.
	ExploreLatency
	// ExploreProcess: which of several processes that can run does.
	ExploreProcess
	// ExploreStall: of several processes, one that could go on may have to wait for
	// its processor for so long that a short timer fires meanwhile (1).
	ExploreStall
)

// Latenesses are the delays that ExploreLatency offers: less and more than the
// timeouts that programs set around a shutdown.
var Latenesses = [...]sim.Duration{5_000_000, 100_000_000, 1_500_000_000}

// Buffers are the least, initial and largest size of a socket buffer in bytes,
// as in net.ipv4.tcp_rmem and tcp_wmem.
type Buffers struct{ Min, Default, Max int }

// Config is what differs between one network and another. Its zero value is
// Linux with default settings.
type Config struct {
	// Link joins hosts that Join has not joined otherwise. Zero: Loopback, so
	// that hosts behave as if they were one machine.
	Link Profile
	// SndBuf and RcvBuf are the sysctls tcp_wmem and tcp_rmem.
	SndBuf, RcvBuf Buffers
	// SndBufMax and RcvBufMax bound what SoSndBuf and SoRcvBuf may ask for
	// (net.core.wmem_max and rmem_max). Zero: 212992.
	SndBufMax, RcvBufMax int
	// FixedRcvBuf keeps receive buffers from growing (net.ipv4.tcp_moderate_rcvbuf = 0).
	FixedRcvBuf bool
	// Somaxconn bounds every listen backlog. Zero: 4096.
	Somaxconn int
	// Seed is for the losses of links with a Loss probability.
	Seed uint64
	// Names: hosts find each other by their names.
	Names bool
	// Explore is what exploration may vary. Zero: nothing; then no choice is ever asked.
	Explore Explore
}

// Profile is what a link does to segments.
type Profile struct {
	Name      string
	Latency   sim.Duration // one way; zero delivers inside the call
	Bandwidth int64        // bytes per second; zero: unlimited
	MTU       int          // bytes, IP header included
	Queue     int          // bytes that may wait for the link; zero: unlimited
	Loss      float64      // probability that a segment is lost, 0 to 1
}

// The named profiles.
var (
	Loopback = Profile{Name: "loopback", MTU: 65536}
	LAN      = Profile{Name: "lan", Latency: 200_000, Bandwidth: 125_000_000, MTU: 1500, Queue: 512 << 10}
	WAN      = Profile{Name: "wan", Latency: 20_000_000, Bandwidth: 12_500_000, MTU: 1500, Queue: 256 << 10}
	Mobile   = Profile{Name: "mobile", Latency: 50_000_000, Bandwidth: 1_250_000, MTU: 1400, Queue: 128 << 10, Loss: 0.005}
	Far      = Profile{Name: "far", Latency: 140_000_000, Bandwidth: 6_250_000, MTU: 1500, Queue: 512 << 10}
	Lossy    = Profile{Name: "lossy", Latency: 10_000_000, Bandwidth: 1_250_000, MTU: 1500, Queue: 64 << 10, Loss: 0.03}
)

// Profiles returns the named profiles in order of speed.
func Profiles() []Profile { return []Profile{Loopback, LAN, WAN, Far, Mobile, Lossy} }

// ProfileNamed finds a profile by name.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range Profiles() {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

func (c Config) withDefaults() Config {
	if c.Link.MTU == 0 {
		c.Link = Loopback
	}
	if c.SndBuf == (Buffers{}) {
		c.SndBuf = Buffers{4096, 16384, 4194304}
	}
	if c.RcvBuf == (Buffers{}) {
		c.RcvBuf = Buffers{4096, 131072, 6291456}
	}
	if c.SndBufMax == 0 {
		c.SndBufMax = 212992
	}
	if c.RcvBufMax == 0 {
		c.RcvBufMax = 212992
	}
	if c.Somaxconn == 0 {
		c.Somaxconn = 4096
	}
	return c
}
