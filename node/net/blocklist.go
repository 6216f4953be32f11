package net

import "net/netip"

// BlockList is net.BlockList: addresses, ranges and subnets.
type BlockList struct{ rules []rule }

type rule struct {
	from, to netip.Addr
	text     string
}

// Add blocks the addresses from first to last.
func (b *BlockList) Add(first, last netip.Addr, text string) {
	b.rules = append(b.rules, rule{first, last, text})
}

// AddSubnet blocks a subnet.
func (b *BlockList) AddSubnet(p netip.Prefix, text string) {
	first := p.Masked().Addr()
	raw := first.AsSlice()
	for i := p.Bits(); i < len(raw)*8; i++ {
		raw[i/8] |= 1 << (7 - i%8)
	}
	last, _ := netip.AddrFromSlice(raw)
	b.Add(first, last, text)
}

// Check reports whether an address is blocked; an IPv4 rule holds for the
// IPv4-mapped IPv6 address too.
func (b *BlockList) Check(ip string) bool {
	a, err := netip.ParseAddr(ip)
	if b == nil || err != nil {
		return false
	}
	for _, r := range b.rules {
		x := a
		if r.from.Is4() {
			x = a.Unmap()
		}
		if x.BitLen() == r.from.BitLen() && r.from.Compare(x) <= 0 && x.Compare(r.to) <= 0 {
			return true
		}
	}
	return false
}

// Rules are the rules as text, newest first.
func (b *BlockList) Rules() []string {
	out := make([]string, 0, len(b.rules))
	for i := len(b.rules) - 1; i >= 0; i-- {
		out = append(out, b.rules[i].text)
	}
	return out
}
