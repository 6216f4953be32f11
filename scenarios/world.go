package scenarios

import (
	"net/netip"
	"time"

	"finishline/netmodel"
	"finishline/peer"
	"finishline/script"
	"finishline/sim"
)

// Member is one program of a world of several, on a host of its own. The others
// find the host by its name.
type Member struct {
	Host    string
	Program script.Program
	// Peer, if set, is followed instead of Program's script; Program's streams are
	// the peer's.
	Peer *peer.Script
}

// WorldRun is a run of several programs.
type WorldRun struct {
	Members []MemberResult
	Trace   *sim.Trace // nil unless Setup.Trace
	Choices []int      // every answer the world gave
	// Observed stands for what the programs were shown; see sim.World.
	Observed uint64
}

// MemberResult is how one of them ended, if it did: a server waits for ever.
type MemberResult struct {
	Host   string
	Result script.Result
	Ended  bool
}

// memberDelay is what passes between the starts of two members: they are
// started one after the other, as a person would.
const memberDelay = sim.Duration(100 * time.Millisecond)

// SimulateWorld runs several programs, each on its own host, until all have
// ended or wait for ever. The profile is that of the links between hosts; where
// the setup says loopback, or nothing, they are a local network.
func (s Setup) SimulateWorld(members []Member) WorldRun {
	config := netmodel.Config{Names: true}.Apply(s.Net.BetweenHosts())
	var out WorldRun
	var failed script.Result
	out.Trace, out.Choices, out.Observed = s.inWorld(func(w *sim.World) {
		n := s.network(w, config)
		m := script.NewMachine(w)
		var processes []*script.Process
		ends := make([]func() (script.Result, bool), len(members))
		for i, member := range members {
			h := n.NewHost(member.Host, netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i + 1)}))
			k, at := h.NewProcess(member.Host), w.Now().Add(memberDelay*sim.Duration(i))
			p := member.Program
			if member.Peer != nil {
				g := peer.New(member.Peer, member.Host, w, k, p.Stdout, p.Stderr)
				m.AddGuest(g, k, at)
				ends[i] = func() (script.Result, bool) { return script.Result{Code: g.Code()}, g.Ended() }
				continue
			}
			p.Version, p.Seed, p.Limits = s.Version, s.Seed+uint64(i), s.Limits
			if s.Cache != nil {
				p.Cache = s.Cache
			}
			process := m.Add(p, k, at)
			processes, ends[i] = append(processes, process), process.Ended
		}
		m.Run(processes...)
		for i, end := range ends {
			r, ended := end()
			out.Members = append(out.Members, MemberResult{members[i].Host, r, ended})
		}
	}, &failed)
	if failed.Err != nil {
		out.Members = []MemberResult{{Host: members[0].Host, Result: failed, Ended: true}}
	}
	return out
}
