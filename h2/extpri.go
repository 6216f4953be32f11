package h2

import "strings"

// priorityField is the priority field of a request (RFC 9218 section 4).
type priorityField struct {
	set, bad    bool
	urgency     uint8
	incremental bool
}

// parse reads the dictionary u=0..7, i; an unknown key is ignored, a second field or a bad value
// voids it all.
func (p *priorityField) parse(v string) {
	if p.bad {
		return
	}
	q := priorityField{set: true, urgency: 3}
	if p.set {
		q = *p // a second field adds to the first
	}
	for _, member := range strings.Split(v, ",") {
		member = strings.Trim(member, " \t")
		member, _, _ = strings.Cut(member, ";")
		key, value, has := strings.Cut(member, "=")
		switch {
		case key == "u" && has && len(value) == 1 && value[0] >= '0' && value[0] <= '7':
			q.urgency = value[0] - '0'
		case key == "i" && (!has || value == "?1"):
			q.incremental = true
		case key == "i" && value == "?0":
			q.incremental = false
		case key == "u" || key == "i" || (key == "" && v != ""):
			*p = priorityField{bad: true}
			return
		}
	}
	*p = q
}
