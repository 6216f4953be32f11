package stream

import "finishline/node/realm"

// CallWrite is this.write(chunk); it reports whether that returned anything but
// false.
func (s *Stream) CallWrite(chunk realm.Value) bool {
	if f := s.Override("write"); f != nil {
		return s.env.Engine.Export(f.Call(s.Self(), chunk)) != false
	}
	if m, ok := s.Self().(interface {
		Write(chunk realm.Value, enc string, cb func(err realm.Value)) bool
	}); ok {
		return m.Write(chunk, "", nil)
	}
	return s.Write(chunk, "", nil)
}

// CallEnd is this.end(chunk), or this.end() if chunk is nil.
func (s *Stream) CallEnd(chunk realm.Value) {
	if f := s.Override("end"); f != nil {
		if chunk == nil {
			f.Call(s.Self())
		} else {
			f.Call(s.Self(), chunk)
		}
		return
	}
	if m, ok := s.Self().(interface {
		End(chunk realm.Value, enc string, cb func(err realm.Value))
	}); ok {
		m.End(chunk, "", nil)
		return
	}
	s.End(chunk, "", nil)
}

// CallUnpipe is this.unpipe(dest).
func (s *Stream) CallUnpipe(dest Sink) {
	if f := s.Override("unpipe"); f != nil {
		f.Call(s.Self(), dest.SinkValue())
		return
	}
	s.Unpipe(dest)
}
