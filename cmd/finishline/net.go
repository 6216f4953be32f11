package main

import (
	"fmt"

	"finishline/netmodel"
)

// netFlags are the network between the sockets: a profile, and what is different.
type netFlags struct {
	Net       string `help:"Network between the sockets: ${profiles}; with changes behind it (wan,loss=2%) or in the flags below." default:"loopback" placeholder:"PROFILE"`
	Latency   string `help:"How long a segment travels, one way, with its unit." placeholder:"30ms"`
	Jitter    string `help:"And up to so much longer, at random, from --seed." placeholder:"20ms"`
	Bandwidth string `help:"Bytes or bits per second with their unit, or unlimited." placeholder:"8Mbit/s"`
	Loss      string `help:"Share of the segments that are lost." placeholder:"2%"`
	SndBuf    string `name:"sndbuf" help:"Size of each kernel send buffer, which then does not grow (bytes as Linux counts them, k, M)." placeholder:"8k"`
	RcvBuf    string `name:"rcvbuf" help:"The same of each receive buffer." placeholder:"8k"`
	Reading   string `help:"How fast programs read each connection, with its unit, or unlimited." placeholder:"64kB/s"`
}

// changes are the properties that flags change.
func (f netFlags) changes() [][2]string {
	return [][2]string{{"latency", f.Latency}, {"jitter", f.Jitter}, {"bandwidth", f.Bandwidth}, {"loss", f.Loss}, {"sndbuf", f.SndBuf}, {"rcvbuf", f.RcvBuf}, {"reading", f.Reading}}
}

// given reports whether any of the flags was used.
func (f netFlags) given() bool {
	for _, c := range f.changes() {
		if c[1] != "" {
			return true
		}
	}
	return f.Net != "" && f.Net != netmodel.Loopback.Name
}

// profile is the network that the flags describe. The error names the flag.
func (f netFlags) profile() (netmodel.Profile, error) {
	text := f.Net
	p, err := netmodel.ParseProfile(text)
	if err != nil {
		return p, fmt.Errorf("--net: %w", err)
	}
	for _, c := range f.changes() {
		if c[1] == "" {
			continue
		}
		if _, err := netmodel.ParseProfile(c[0] + "=" + c[1]); err != nil {
			return p, fmt.Errorf("--%w", err)
		}
		text += "," + c[0] + "=" + c[1]
	}
	if p, err = netmodel.ParseProfile(text); err != nil {
		return p, fmt.Errorf("--net and the flags that change it: %w", err)
	}
	return p, nil
}
