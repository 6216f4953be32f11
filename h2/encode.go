package h2

import "finishline/h2/wire"

func (f *Frame) header() wire.Header {
	return wire.Header{Length: f.Length, Type: f.Type, Flags: f.Flags, Stream: uint32(f.StreamID)}
}

// appendFrame serializes every frame that is not DATA and has no header block (RFC 9113 section 6).
func appendFrame(b []byte, f *Frame) []byte {
	b = wire.AppendHeader(b, f.header())
	switch f.Type {
	case FramePriority:
		b = appendPriority(b, f.Priority)
	case FrameRSTStream:
		b = wire.AppendUint32(b, uint32(f.Code))
	case FrameSettings:
		for _, e := range f.Settings {
			b = wire.AppendUint32(wire.AppendUint16(b, uint16(e.ID)), e.Value)
		}
	case FramePing:
		b = append(b, f.Opaque[:]...)
	case FrameGoAway:
		b = wire.AppendUint32(wire.AppendUint32(b, uint32(f.LastStreamID)), uint32(f.Code))
		b = append(b, f.Debug...)
	case FrameWindowUpdate:
		b = wire.AppendUint32(b, uint32(f.Increment))
	case FrameAltSvc:
		b = append(wire.AppendUint16(b, uint16(len(f.Origin))), f.Origin...)
		b = append(b, f.Value...)
	case FrameOrigin:
		for _, o := range f.Origins {
			b = append(wire.AppendUint16(b, uint16(len(o))), o...)
		}
	}
	return b
}

// appendPriority is RFC 9113 section 6.3: dependency with the exclusive bit, weight less one.
func appendPriority(b []byte, p PrioritySpec) []byte {
	dep := uint32(p.Dependency)
	if p.Exclusive {
		dep |= 1 << 31
	}
	return append(wire.AppendUint32(b, dep), byte(p.normal().Weight-1))
}

func appendZeros(b []byte, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, 0)
	}
	return b
}
