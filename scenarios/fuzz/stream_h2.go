package fuzz

import (
	"encoding/hex"
	"fmt"

	"finishline/h2"
	"finishline/h2/compress"
	"finishline/h2/wire"
)

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// framed reads the frames of one direction. It judges nothing: what a peer
// made of raw frames writes is shown as it is.
type framed struct {
	fields compress.Inflater
	lost   bool // a block could not be decoded: nor can those behind it
}

// frames takes data apart from an octet on. What is no whole frame at its end
// is an item of its own.
func frames(data string, from int) (out []item) {
	f := framed{fields: compress.NewInflater()}
	f.fields.SetLimit(1 << 30) // whatever size our side allowed
	for from < len(data) {
		if len(data)-from < wire.HeaderLen {
			return append(out, item{"rest " + shown(data[from:]), from, len(data) - from, len(data) - from})
		}
		h := wire.ParseHeader([]byte(data[from : from+wire.HeaderLen]))
		size := wire.HeaderLen + h.Length
		if size > len(data)-from {
			size = len(data) - from
			return append(out, item{fmt.Sprintf("%s, the first %d of %d octets", head(h), size, wire.HeaderLen+h.Length), from, size, size})
		}
		text, canon := f.frame(h, data[from+wire.HeaderLen:from+size])
		out = append(out, item{text, from, size, wire.HeaderLen + canon})
		from += size
	}
	return out
}

// head is a frame's type, stream and flags.
func head(h wire.Header) string {
	s := h.Type.String()
	if s == "UNKNOWN" {
		s = fmt.Sprint("frame type ", uint8(h.Type))
	}
	if h.Stream != 0 {
		s += fmt.Sprint(" ", h.Stream)
	}
	return s + flagNames(h)
}

func flagNames(h wire.Header) (s string) {
	known := map[wire.Type][]struct {
		flag wire.Flags
		name string
	}{
		wire.Data:         {{wire.EndStream, "END_STREAM"}, {wire.Padded, "PADDED"}},
		wire.Headers:      {{wire.EndStream, "END_STREAM"}, {wire.EndHeaders, ""}, {wire.Padded, "PADDED"}, {wire.HasPriority, "PRIORITY"}},
		wire.PushPromise:  {{wire.EndHeaders, ""}, {wire.Padded, "PADDED"}},
		wire.Continuation: {{wire.EndHeaders, "END_HEADERS"}},
		wire.Settings:     {{wire.Ack, "ACK"}},
		wire.Ping:         {{wire.Ack, "ACK"}},
	}
	left := h.Flags
	for _, k := range known[h.Type] {
		if left.Has(k.flag) && k.name != "" {
			s += " " + k.name
		}
		left &^= k.flag
	}
	if left != 0 {
		s += fmt.Sprintf(" flags %#x", uint8(left))
	}
	if (h.Type == wire.Headers || h.Type == wire.PushPromise) && !h.Flags.Has(wire.EndHeaders) {
		s += " more"
	}
	return s
}

// frame describes a frame, and says how long its payload would be if dates and
// ports were always as long.
func (f *framed) frame(h wire.Header, p string) (text string, canon int) {
	text, b := head(h), []byte(p)
	switch {
	case h.Type == wire.Data:
		return fmt.Sprintf("%s %s", text, shown(p)), len(p)
	case h.Type == wire.Headers, h.Type == wire.PushPromise, h.Type == wire.Continuation:
		list, canon := f.block(h, b)
		return text + list, canon
	case h.Type == wire.Settings && len(p)%6 == 0:
		for ; len(b) > 0; b = b[6:] {
			text += fmt.Sprintf(" %d=%d", wire.Uint16(b), wire.Uint32(b[2:]))
		}
	case h.Type == wire.Ping && len(p) == 8: // Node's own payload is the clock
	case h.Type == wire.GoAway && len(p) >= 8:
		text += fmt.Sprintf(" last %d code %d %s", wire.Uint32(b), wire.Uint32(b[4:]), hex.EncodeToString(b[8:]))
	case (h.Type == wire.RSTStream || h.Type == wire.WindowUpdate) && len(p) == 4:
		text += fmt.Sprint(" ", wire.Uint32(b))
	default:
		text += " " + hex.EncodeToString(b)
	}
	return text, len(p)
}

// block decodes the part of a header block that is in this frame.
func (f *framed) block(h wire.Header, p []byte) (text string, canon int) {
	whole := len(p)
	skip, pad := around(h, p)
	if skip+pad > whole || f.lost {
		return " " + hex.EncodeToString(p), whole
	}
	front, rest := p[:skip], p[skip:whole-pad]
	if len(front) > 0 {
		text = " " + hex.EncodeToString(front)
	}
	varies := false
	err := f.fields.Write(rest, h.Flags.Has(wire.EndHeaders), func(field h2.Field) {
		s := field.Name + "=" + field.Value
		t := timeless(s)
		varies = varies || s != t
		text += fmt.Sprintf(" %q", t)
		canon += len(t)
	})
	if err != nil {
		f.lost = true
		return text + " not decodable " + hex.EncodeToString(rest), whole
	}
	if varies {
		return text, len(front) + canon + pad
	}
	return fmt.Sprint(text, " ", whole), whole
}

// around says how many octets are in front of the block's fragment in p (length
// of the padding, priority or promised stream) and behind it (padding).
func around(h wire.Header, p []byte) (skip, pad int) {
	if h.Type == wire.Continuation {
		return 0, 0
	}
	if h.Flags.Has(wire.Padded) {
		skip = 1
		if len(p) > 0 {
			pad = int(p[0])
		}
	}
	if h.Type == wire.PushPromise {
		skip += 4
	} else if h.Flags.Has(wire.HasPriority) {
		skip += 5
	}
	return skip, pad
}
