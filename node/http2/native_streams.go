package http2

import (
	"finishline/h2"
)

// find is FindStream.
func (n *native) find(id h2.StreamID) *nativeStream { return n.streams.find(id) }

// canAddStream is CanAddStream: our own limit of concurrent streams, and memory.
func (n *native) canAddStream() bool {
	limit := n.h2.LocalSetting(h2.SettingMaxConcurrentStreams)
	return uint64(len(n.streams)) < uint64(limit) && n.hasMemory(streamMemory)
}

// streamMemory is about what sizeof(Http2Stream) is.
const streamMemory = 400

func (n *native) hasMemory(amount int) bool { return n.memory+amount <= n.maxMemory }

// streamSet holds the streams ordered by id.
type streamSet []*nativeStream

func (s streamSet) search(id h2.StreamID) int {
	lo, hi := 0, len(s)
	for lo < hi {
		mid := (lo + hi) / 2
		if s[mid].id < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (s streamSet) find(id h2.StreamID) *nativeStream {
	if i := s.search(id); i < len(s) && s[i].id == id {
		return s[i]
	}
	return nil
}

func (s *streamSet) insert(st *nativeStream) {
	i := s.search(st.id)
	*s = append(*s, nil)
	copy((*s)[i+1:], (*s)[i:])
	(*s)[i] = st
}

func (s *streamSet) remove(id h2.StreamID) bool {
	i := s.search(id)
	if i == len(*s) || (*s)[i].id != id {
		return false
	}
	copy((*s)[i:], (*s)[i+1:])
	(*s)[len(*s)-1] = nil
	*s = (*s)[:len(*s)-1]
	return true
}
