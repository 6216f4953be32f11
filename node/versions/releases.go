package versions

import "fmt"

// Release is a version that Finishline is checked against, with the libraries
// inside it (process.versions of the real binary).
type Release struct {
	Version                      Version
	UV, NGHTTP2, LLHTTP, V8, LTS string
}

// Releases are the supported versions, oldest first.
var Releases = []Release{
	{Version: Version{18, 18, 2}, LTS: "Hydrogen", UV: "1.44.2", NGHTTP2: "1.57.0", LLHTTP: "6.0.11"},
	{Version: Version{18, 20, 8}, LTS: "Hydrogen", UV: "1.44.2", NGHTTP2: "1.61.0", LLHTTP: "6.1.1"},
	{Version: Version{20, 20, 2}, LTS: "Iron", UV: "1.46.0", NGHTTP2: "1.61.0", LLHTTP: "9.3.1"},
	{Version: Version{22, 23, 3}, LTS: "Jod", UV: "1.51.0", NGHTTP2: "1.69.0", LLHTTP: "9.4.3"},
	{Version: Version{23, 7, 0}, UV: "1.50.0", NGHTTP2: "1.64.0", LLHTTP: "9.2.1"},
	{Version: Version{24, 21, 0}, LTS: "Krypton", UV: "1.52.1", NGHTTP2: "1.70.0", LLHTTP: "9.4.3"},
	{Version: Version{25, 9, 0}, UV: "1.51.0", NGHTTP2: "1.68.0", LLHTTP: "9.3.1"},
	{Version: Version{26, 10, 0}, UV: "1.52.1", NGHTTP2: "1.70.0", LLHTTP: "9.4.3"},
}

// Default is the version that runs when none is named.
var Default = Version{24, 21, 0}

// Find returns the release that s names: a whole version, or a prefix such as
// "18" or "18.20", of which the newest is taken.
func Find(s string) (Release, error) {
	want, err := Parse(s)
	if err != nil {
		return Release{}, err
	}
	dots := 0
	for _, c := range s {
		if c == '.' {
			dots++
		}
	}
	var best *Release
	for i := range Releases {
		v := Releases[i].Version
		if v.Major == want.Major && (dots < 1 || v.Minor == want.Minor) && (dots < 2 || v.Patch == want.Patch) {
			best = &Releases[i]
		}
	}
	if best == nil {
		return Release{}, fmt.Errorf("version %s of Node is not among the versions this build is checked against: %s", s, list())
	}
	return *best, nil
}

func list() string {
	s := ""
	for i, r := range Releases {
		if i > 0 {
			s += ", "
		}
		s += r.Version.String()
	}
	return s
}
