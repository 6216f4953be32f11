package verdict

// lossesOf lists what died of the bytes that one side sent for the exchange.
func (d *draft) lossesOf(e *end, m *message, h *half, direction string) []Loss {
	var out []Loss
	switch {
	case m != nil:
		out = append(out, m.lost...)
		if m.sent && e != nil {
			out = append(out, e.between(m.from, m.to)...)
		}
	case h != nil:
		out = append(out, h.lost...)
		for _, s := range h.spans {
			if e != nil {
				out = addLosses(out, e.between(s.from, s.to))
			}
		}
	case e != nil && d.plain():
		out = e.between(0, 1<<62)
	}
	for i := range out {
		out[i].Direction = direction
	}
	return out
}

// addLosses adds up what died of several frames at the same gate.
func addLosses(list, more []Loss) []Loss {
next:
	for _, l := range more {
		for i := range list {
			if list[i].Record == l.Record {
				list[i].Bytes += l.Bytes
				continue next
			}
		}
		list = append(list, l)
	}
	return list
}
