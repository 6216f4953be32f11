package netmodel

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"finishline/sim"
)

// property is what a profile's text may change of a named profile.
type property struct {
	name string
	what string
	set  func(p *Profile, value string) error
	text func(p *Profile) string
}

// properties stand in the order in which a profile's name lists them.
var properties = []property{
	{"latency", "how long a segment travels, one way (30ms)",
		func(p *Profile, v string) (err error) { p.Latency, err = parseLatency(v); return },
		func(p *Profile) string { return time.Duration(p.Latency).String() }},
	{"jitter", "and up to so much longer, at random (20ms)",
		func(p *Profile, v string) (err error) { p.Jitter, err = parseLatency(v); return },
		func(p *Profile) string { return time.Duration(p.Jitter).String() }},
	{"bandwidth", "bytes or bits per second (1MB/s, 8Mbit/s), or unlimited",
		func(p *Profile, v string) (err error) { p.Bandwidth, err = parseBandwidth(v); return },
		func(p *Profile) string { return rateText(p.Bandwidth) }},
	{"loss", "share of the segments that are lost (2%, 0.02)",
		func(p *Profile, v string) (err error) { p.Loss, err = parseLoss(v); return },
		func(p *Profile) string { return strconv.FormatFloat(p.Loss*100, 'g', 6, 64) + "%" }},
	{"sndbuf", "size of each send buffer as Linux counts it (8k, 16384)",
		func(p *Profile, v string) (err error) { p.SndBuf, err = parseBuffer(v, minSndBuf); return },
		func(p *Profile) string { return strconv.Itoa(p.SndBuf) }},
	{"rcvbuf", "size of each receive buffer as Linux counts it (8k, 16384)",
		func(p *Profile, v string) (err error) { p.RcvBuf, err = parseBuffer(v, minRcvBuf); return },
		func(p *Profile) string { return strconv.Itoa(p.RcvBuf) }},
	{"reading", "how fast a program reads each connection (64kB/s), or unlimited",
		func(p *Profile, v string) (err error) { p.ReadRate, err = parseBandwidth(v); return },
		func(p *Profile) string { return rateText(p.ReadRate) }},
}

// ProfileHelp says in a line each what can be changed of a profile.
func ProfileHelp() []string {
	var out []string
	for _, p := range properties {
		out = append(out, p.name+": "+p.what)
	}
	return out
}

// ProfileNames are the names of the profiles, separated by commas.
func ProfileNames() string {
	var names []string
	for _, p := range Profiles() {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// ParseProfile reads a profile's name, with changes behind it or alone:
// "wan", "wan,loss=2%", "latency=30ms,sndbuf=8k". What is not named is as on
// loopback. The profile's Name is the same text in its shortest form. The error
// says which part is wrong.
func ParseProfile(text string) (Profile, error) {
	p := Loopback
	var changed [8]bool
	for i, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		name, value, sets := strings.Cut(part, "=")
		if !sets {
			named, ok := ProfileNamed(part)
			if !ok || i > 0 {
				return p, fmt.Errorf("no profile is called %q; there are %s, and changes like latency=30ms behind one of them", part, ProfileNames())
			}
			p = named
			continue
		}
		k := slices.IndexFunc(properties, func(c property) bool { return c.name == strings.TrimSpace(name) })
		if k < 0 {
			return p, fmt.Errorf("a network has no %q; what can be changed is %s", name, propertyNames())
		}
		if changed[k] {
			return p, fmt.Errorf("%s is named twice", name)
		}
		changed[k] = true
		if err := properties[k].set(&p, strings.TrimSpace(value)); err != nil {
			return p, fmt.Errorf("%s: %w", name, err)
		}
	}
	for k, c := range properties {
		if changed[k] {
			p.Name += "," + c.name + "=" + c.text(&p)
		}
	}
	return p, nil
}

func propertyNames() string {
	var names []string
	for _, c := range properties {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}

// BetweenHosts is the profile of links between hosts: where p is loopback,
// changed or not, they are a local network, changed in the same way.
func (p Profile) BetweenHosts() Profile {
	rest, ok := strings.CutPrefix(p.Name, Loopback.Name)
	if p.Name != "" && !ok {
		return p
	}
	q, err := ParseProfile(LAN.Name + rest)
	if err != nil {
		return p // a name that somebody made up
	}
	return q
}

const maxLatency = sim.Duration(time.Minute)

func parseLatency(s string) (sim.Duration, error) {
	d, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is not a time with its unit, like 30ms or 1.5s", s)
	case d < 0 || sim.Duration(d) > maxLatency:
		return 0, fmt.Errorf("%s is not between 0s and 1m", s)
	}
	return sim.Duration(d), nil
}

// rates are units per second, in bytes; the longest come first.
var rates = []struct {
	unit  string
	bytes float64
}{
	{"Gbit", 125e6}, {"Mbit", 125e3}, {"kbit", 125}, {"bit", 0.125}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"KB", 1e3}, {"B", 1},
}

func parseBandwidth(s string) (int64, error) {
	if s == "unlimited" {
		return 0, nil
	}
	number := strings.TrimSuffix(s, "/s")
	for _, r := range rates {
		digits, ok := strings.CutSuffix(number, r.unit)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
		if n *= r.bytes; err != nil || !(n >= 1 && n <= 1e12) {
			break
		}
		return int64(n), nil
	}
	return 0, fmt.Errorf("%q is not a rate with its unit, like 64kB/s or 10Mbit/s, of at least 1 byte per second, nor unlimited", s)
}

func rateText(n int64) string {
	switch {
	case n == 0:
		return "unlimited"
	case n%1e6 == 0:
		return strconv.FormatInt(n/1e6, 10) + "MB/s"
	case n%1e3 == 0:
		return strconv.FormatInt(n/1e3, 10) + "kB/s"
	}
	return strconv.FormatInt(n, 10) + "B/s"
}

func parseLoss(s string) (float64, error) {
	digits, percent := strings.CutSuffix(s, "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if percent {
		n /= 100
	}
	if err != nil || !(n >= 0 && n <= 1) {
		return 0, fmt.Errorf("%q is not a share between 0%% and 100%%, like 2%% or 0.02", s)
	}
	return n, nil
}

const maxBuffer = 1 << 30

func parseBuffer(s string, least int) (int, error) {
	digits, unit := strings.TrimRight(s, "kKMiB"), 1
	switch s[len(digits):] {
	case "":
	case "k", "K", "KiB":
		unit = 1 << 10
	case "M", "MiB":
		unit = 1 << 20
	default:
		return 0, errors.New(strconv.Quote(s) + " is not a size in bytes, like 16384, 16k or 1M")
	}
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil:
		return 0, errors.New(strconv.Quote(s) + " is not a size in bytes, like 16384, 16k or 1M")
	case n < 0 || n > maxBuffer/unit || n*unit < least:
		return 0, fmt.Errorf("%s is not between %d bytes, the least that Linux takes, and 1024M", s, least)
	}
	return n * unit, nil
}
