package net

import (
	"strconv"

	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/versions"
)

// attempts is a connect that tries several addresses in turn, each for a while
// (internalConnectMultiple; RFC 8305 in spirit).
type attempts struct {
	s         *Socket
	o         ConnectOptions
	addresses []Address
	current   int // how many have been begun
	errors    []*realm.Error
	timer     *timers.Timeout
}

// lookedUpAll sorts what the resolver gave, families alternating and the first
// one's first, and begins.
func (s *Socket) lookedUpAll(o ConnectOptions, err realm.Value, list []Address) {
	if !s.Connecting {
		return
	}
	if err != nil {
		s.Emit("lookup", err, nil, nil, o.Host)
		s.env.NextTick(func() { s.CallDestroy(err) })
		return
	}
	var groups [2][]Address
	for _, a := range list {
		s.Emit("lookup", realm.Null, a.IP, a.Family, o.Host)
		if !s.Connecting {
			return
		}
		if IsIP(a.IP) == 0 || a.Family != 4 && a.Family != 6 {
			continue
		}
		g := 0
		if len(groups[0]) > 0 && groups[0][0].Family != a.Family {
			g = 1
		}
		if !contains(groups[g], a.IP) {
			groups[g] = append(groups[g], a)
		}
	}
	if len(groups[0]) == 0 {
		s.noValidAddress(o, list)
		return
	}
	var try []Address
	for i := 0; i < max(len(groups[0]), len(groups[1])); i++ {
		for _, g := range groups {
			if i < len(g) {
				try = append(try, g[i])
			}
		}
	}
	s.UnrefTimer()
	if len(try) == 1 && s.env.Has(versions.NetSingleAddressIsPlain) {
		s.internalConnect(try[0], o)
		return
	}
	s.AttemptedAddresses = []string{}
	(&attempts{s: s, o: o, addresses: try}).next(false)
}

func contains(list []Address, ip string) bool {
	for _, a := range list {
		if a.IP == ip {
			return true
		}
	}
	return false
}

func (s *Socket) noValidAddress(o ConnectOptions, list []Address) {
	if len(list) == 0 {
		return
	}
	var err *realm.Error
	if IsIP(list[0].IP) == 0 {
		err = ErrInvalidIP(list[0].IP)
	} else {
		err = errAddressFamily(list[0].Family, o)
	}
	s.env.NextTick(func() { s.CallDestroy(err) })
}

// next begins the next address, or gives up.
func (c *attempts) next(cancelled bool) {
	c.stopTimer()
	s := c.s
	if cancelled || c.current == len(c.addresses) {
		if len(c.errors) == 0 {
			s.CallDestroy(errConnectionTimeout())
			return
		}
		s.CallDestroy(aggregate(c.errors))
		return
	}
	current := c.current
	c.current++
	if current > 0 {
		s.reinitializeHandle(NewHandle(s.env))
	}
	a := c.addresses[current]
	if c.o.LocalPort != 0 {
		if err := s.bindLocal(a.Family, "", c.o.LocalPort); err != 0 {
			local := map[int]string{4: "0.0.0.0", 6: "::"}[a.Family]
			c.errors = append(c.errors, hostPortError(err, "bind", local, c.o.LocalPort, ""))
			c.next(false)
			return
		}
	}
	if s.BlockList.Check(a.IP) {
		c.failed(a, errBlocked(a.IP))
		c.next(false)
		return
	}
	if s.env.Has(versions.NetConnectionAttemptEvents) {
		s.Emit("connectionAttempt", a.IP, c.o.Port, a.Family)
	}
	c.begin(a, current)
}

func (c *attempts) begin(a Address, current int) {
	s := c.s
	s.AttemptedAddresses = append(s.AttemptedAddresses, a.IP+":"+strconv.Itoa(c.o.Port))
	h := s.Handle
	timedOut := false
	err := s.startConnect(h, a, c.o, func(status kernel.Errno) {
		if !timedOut {
			c.done(status, h, a, current)
		}
	})
	if err != 0 {
		c.failed(a, hostPortError(err, "connect", a.IP, c.o.Port, s.localDetails()))
		c.next(false)
		return
	}
	if current < len(c.addresses)-1 {
		x := &timers.Timeout{Go: func() {
			if s.env.Has(versions.NetConnectionAttemptEvents) {
				s.Emit("connectionAttemptTimeout", a.IP, c.o.Port, a.Family)
			}
			timedOut = true
			c.errors = append(c.errors, connectionError(kernel.ETIMEDOUT, a, c.o))
			h.Close(nil)
			if s.Connecting {
				c.next(false)
			}
		}}
		c.timer = timers.For(s.env).Set(x, c.o.AttemptTimeout, false)
	}
}

// done is the outcome of one attempt (afterConnectMultiple).
func (c *attempts) done(status kernel.Errno, h *Handle, a Address, current int) {
	c.stopTimer()
	if status == 0 && current != c.current-1 {
		h.Close(nil) // a later attempt has taken over
		return
	}
	if status == 0 {
		c.s.afterConnect(0, a, c.o)
		return
	}
	c.failed(a, connectionError(status, a, c.o))
	if c.s.Connecting {
		c.next(status == kernel.ECANCELED)
	}
}

func (c *attempts) failed(a Address, err *realm.Error) {
	c.errors = append(c.errors, err)
	if c.s.env.Has(versions.NetConnectionAttemptEvents) {
		c.s.Emit("connectionAttemptFailed", a.IP, c.o.Port, a.Family, err)
	}
}

func (c *attempts) stopTimer() {
	if c.timer != nil {
		c.timer.Clear()
		c.timer = nil
	}
}

// reinitializeHandle gives the socket another handle.
func (s *Socket) reinitializeHandle(h *Handle) {
	if s.Handle != nil {
		s.Handle.Close(nil)
	}
	if s.Secure != nil {
		h = s.Secure.Reinitialize(h)
	}
	s.Handle = h
	s.initHandle()
}
