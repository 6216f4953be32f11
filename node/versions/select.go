package versions

import (
	"fmt"
	"strings"
)

// Select returns the releases that s names: "all", a list of versions or their
// beginnings ("18, 20.20"), or a range as in the table (">=18 <22 || >=24").
func Select(s string) ([]Release, error) {
	s = strings.TrimSpace(s)
	if s == "all" {
		return Releases, nil
	}
	if !strings.ContainsAny(s, "<>") {
		var out []Release
		for _, name := range strings.Split(s, ",") {
			r, err := Find(strings.TrimSpace(name))
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
		return out, nil
	}
	spans, err := parseRange(s)
	if err != nil {
		return nil, err
	}
	var out []Release
	for _, r := range Releases {
		if contains(spans, r.Version) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no version of Node in %q is among those that this build is checked against: %s", s, list())
	}
	return out, nil
}
