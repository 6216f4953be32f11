package http

import (
	"slices"

	"finishline/node/env"
	"finishline/node/versions"
	"finishline/sim"
)

// connections is a ConnectionsList: a server's parsers in the order of the
// start of their message, those without one first. Node orders these by their
// address, here they stand as they were made. From Node 26 on all stand as they
// were made.
type connections struct {
	asMade bool // versions.HTTPConnectionsAsMade
	all    []*Parser
	active []*Parser // with a message in progress
}

func newConnections(e *env.Env) *connections {
	return &connections{asMade: e.Has(versions.HTTPConnectionsAsMade)}
}

func (c *connections) before(a, b *Parser) bool {
	switch {
	case c.asMade:
		return a.seq < b.seq
	case !a.busy || !b.busy:
		return !a.busy && (b.busy || a.seq < b.seq)
	case a.started != b.started:
		return a.started < b.started
	}
	return a.seq < b.seq
}

func (c *connections) insert(list []*Parser, p *Parser) []*Parser {
	i := len(list) // nearly always it comes last
	for i > 0 && c.before(p, list[i-1]) {
		i--
	}
	return slices.Insert(list, i, p)
}

// push adds p; it is active if a message is in progress.
func (c *connections) push(p *Parser) {
	c.all = c.insert(c.all, p)
	if p.busy {
		c.active = c.insert(c.active, p)
	}
}

func (c *connections) remove(p *Parser) {
	c.all, c.active = without(c.all, p), without(c.active, p)
}

func without(list []*Parser, p *Parser) []*Parser {
	for i, x := range list {
		if x == p {
			return slices.Delete(list, i, i+1)
		}
	}
	return list
}

// idle are the parsers that wait for a message; with fresh also those that have
// not seen the first byte of any.
func (c *connections) idle(fresh bool) []*Parser {
	var out []*Parser
	for _, p := range c.all {
		if !p.busy || fresh && !p.begun {
			out = append(out, p)
		}
	}
	return out
}

// expired takes out the active parsers whose header block or message takes too
// long; timeouts are in milliseconds, 0 for none.
func (c *connections) expired(now sim.Time, headers, request float64) []*Parser {
	if headers == 0 && request == 0 {
		return nil
	}
	if request > 0 && headers > request {
		headers, request = request, headers
	}
	deadline := func(ms float64) sim.Time {
		if t := sim.Time(ms * 1e6); ms > 0 && now > t {
			return now - t
		}
		return 0
	}
	h, r := deadline(headers), deadline(request)
	var out []*Parser
	for _, p := range append([]*Parser(nil), c.active...) {
		if !p.headersCompleted && h > 0 && p.started < h || r > 0 && p.started < r {
			out = append(out, p)
			c.active = without(c.active, p)
		}
	}
	return out
}
