package explore

import (
	"fmt"
	"slices"
	"strings"

	"finishline/netmodel"
)

type liberty struct {
	name string
	bit  netmodel.Explore
	what string
}

var liberties = []liberty{
	{"write", netmodel.ExploreWrite, "a write is taken whole, half of it or nothing"},
	{"read", netmodel.ExploreRead, "a read returns everything or the first segment alone"},
	{"ready", netmodel.ExploreReady, "any ready descriptor is reported first"},
	{"delivery", netmodel.ExploreDelivery, "a segment arrives inside the call that sends it, or later, in any order between connections"},
	{"latency", netmodel.ExploreLatency | netmodel.ExploreDelivery, "and may be late by 5, 100 or 1500 ms"},
	{"process", netmodel.ExploreProcess, "of several processes that have something to do, any goes on first"},
	{"stall", netmodel.ExploreStall, "of several processes, one waits 60 ms for its processor"},
	{"loss", netmodel.ExploreLoss, "a segment is lost, on networks other than loopback"},
}

// LibertyNames are the names of what the world may choose.
func LibertyNames() []string {
	var out []string
	for _, l := range liberties {
		out = append(out, l.name)
	}
	return out
}

// LibertyHelp says in a line each what the liberties are.
func LibertyHelp() []string {
	var out []string
	for _, l := range liberties {
		out = append(out, l.name+": "+l.what)
	}
	return out
}

// ParseLiberties turns names into liberties.
func ParseLiberties(names []string) (netmodel.Explore, error) {
	var out netmodel.Explore
	for _, n := range names {
		i := slices.IndexFunc(liberties, func(l liberty) bool { return l.name == n })
		if i < 0 {
			return 0, fmt.Errorf("no liberty is called %q; there are %s", n, strings.Join(LibertyNames(), ", "))
		}
		out |= liberties[i].bit
	}
	return out, nil
}

// NamesOf is the inverse of ParseLiberties.
func NamesOf(e netmodel.Explore) []string {
	var out []string
	for _, l := range liberties {
		if e&l.bit == l.bit {
			out = append(out, l.name)
		}
	}
	return out
}
