package netmodel

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseProfile(t *testing.T) {
	for text, name := range map[string]string{ // order: each is read by itself
		"wan":                           "wan",
		"wan, loss = 2%":                "wan,loss=2%",
		"latency=1500us,sndbuf=8k":      "loopback,latency=1.5ms,sndbuf=8192",
		"lan,rcvbuf=1M,bandwidth=8Mbit": "lan,bandwidth=1MB/s,rcvbuf=1048576",
		"bandwidth=56kbit/s":            "loopback,bandwidth=7kB/s",
		"mobile,loss=0.001":             "mobile,loss=0.1%",
		"slow-reader,reading=unlimited": "slow-reader,reading=unlimited",
		"lan,bandwidth=unlimited":       "lan,bandwidth=unlimited",
	} {
		p, err := ParseProfile(text)
		require.NoError(t, err, text)
		require.Equal(t, name, p.Name)
		again, err := ParseProfile(p.Name)
		require.NoError(t, err, p.Name)
		require.Equal(t, p, again)
	}
	for text, want := range map[string]string{ // order: each is read by itself
		"":                            `no profile is called ""`,
		"moon":                        `no profile is called "moon"; there are loopback, lan`,
		"wan,lan":                     `no profile is called "lan"`,
		"wan,colour=red":              `a network has no "colour"; what can be changed is latency, jitter, bandwidth`,
		"latency=30":                  `latency: "30" is not a time with its unit, like 30ms`,
		"latency=-1ms":                "not between 0s and 1m",
		"latency=2h":                  "not between 0s and 1m",
		"bandwidth=100":               `"100" is not a rate with its unit`,
		"bandwidth=0MB/s":             "at least 1 byte per second",
		"bandwidth=NaNB/s":            "not a rate",
		"loss=120%":                   "not a share between 0% and 100%",
		"loss=NaN":                    "not a share",
		"sndbuf=100":                  "100 is not between 4608 bytes, the least that Linux takes",
		"rcvbuf=9999999999999999999M": "is not a size in bytes",
		"rcvbuf=2000M":                "is not between 2304 bytes",
		"sndbuf=8q":                   "is not a size in bytes",
		"sndbuf=":                     "is not a size in bytes",
		"loss=1%,loss=2%":             "loss is named twice",
	} {
		_, err := ParseProfile(text)
		require.ErrorContains(t, err, want, text)
	}
}

// FuzzParseProfile: a text that is taken names itself, and nothing panics.
func FuzzParseProfile(f *testing.F) {
	f.Add("wan,latency=30ms,bandwidth=1e3B/s,loss=0.3,sndbuf=8k,rcvbuf=3M,reading=unlimited")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParseProfile(text)
		if err != nil {
			return
		}
		again, err := ParseProfile(p.Name)
		if err != nil {
			t.Fatalf("%q became %q: %v", text, p.Name, err)
		}
		if again.Name != p.Name && !strings.Contains(p.Name, "loss") { // six digits of a share are kept
			t.Fatalf("%q became %q and %q", text, p.Name, again.Name)
		}
	})
}

// TestBetweenHosts: what is said of loopback is said of the network between hosts.
func TestBetweenHosts(t *testing.T) {
	p, err := ParseProfile("loss=1%")
	require.NoError(t, err)
	require.Equal(t, "lan,loss=1%", p.BetweenHosts().Name)
	require.Equal(t, LAN, Loopback.BetweenHosts())
	require.Equal(t, LAN, Profile{}.BetweenHosts())
	require.Equal(t, WAN, WAN.BetweenHosts())
}
