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
	// SndBufWindows is how many congestion windows a send buffer has room for at
	// first: 2 (zero means that), or 3 as BBR wants it (sndbuf_expand).
	SndBufWindows int
	// SndBufMax and RcvBufMax bound what SoSndBuf and SoRcvBuf may ask for
	// (net.core.wmem_max and rmem_max). Zero: 4194304, as in Linux 6.18.
	SndBufMax, RcvBufMax int
	// FixedRcvBuf keeps receive buffers from growing (net.ipv4.tcp_moderate_rcvbuf = 0).
	FixedRcvBuf bool
	// ReadRate is what programs manage to read, in bytes per second of each
	// connection. Zero: all that is there, at once.
	ReadRate int64
	// Somaxconn bounds every listen backlog. Zero: 4096.
	Somaxconn int
	// Seed is for the losses of links with a Loss probability.
	Seed uint64
	// Names: hosts find each other by their names.
	Names bool
	// Payload keeps the octets that reads and writes moved in the trace.
	Payload bool
	// Explore is what exploration may vary. Zero: nothing; then no choice is ever asked.
	Explore Explore
}

func (c Config) withDefaults() Config {
	if c.Link.MTU == 0 {
		c.Link = Loopback
	}
	if c.SndBuf == (Buffers{}) {
		c.SndBuf = Buffers{4096, 16384, 4194304}
	}
	if c.RcvBuf == (Buffers{}) {
		c.RcvBuf = Buffers{4096, 131072, 33554432}
	}
	if c.SndBufWindows == 0 {
		c.SndBufWindows = 2
	}
	if c.SndBufMax == 0 {
		c.SndBufMax = 4194304
	}
	if c.RcvBufMax == 0 {
		c.RcvBufMax = 4194304
	}
	if c.Somaxconn == 0 {
		c.Somaxconn = 4096
	}
	return c
}
