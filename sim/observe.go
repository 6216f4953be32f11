package sim

// Observe books that a program was shown something: n of what (an event, bytes
// of a body). The books are one number that does not depend on the order or on
// how bytes were cut into chunks; runs are grouped by it. It costs nothing
// unless StartObserving was called.
func (w *World) Observe(what string, n int64) {
	if w.observing {
		w.observed += Mix(Mix(0, uint64(w.proc)), HashString(what)) * uint64(n)
	}
}

// Witness books what a program learnt without a system call that tells, in order:
// two worlds whose programs know different things are not the same.
func (w *World) Witness(what uint64) {
	if w.observing {
		w.witnessed = Mix(Mix(w.witnessed, uint64(w.proc)), what)
	}
}

// Witnessed is the number that stands for it.
func (w *World) Witnessed() uint64 { return w.witnessed }

// StartObserving opens the books.
func (w *World) StartObserving() { w.observing = true }

// Observing reports whether the books are open.
func (w *World) Observing() bool { return w.observing }

// Observed is the number that stands for all that programs were shown.
func (w *World) Observed() uint64 { return w.observed }

// Mix folds x into the running hash h: MurmurHash3's 64-bit finalizer over
// their sum times an odd constant (Appleby, public domain).
func Mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9e3779b97f4a7c15
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h | 1<<63 // never zero
}

// HashString is FNV-1a of s.
func HashString(s string) uint64 {
	h := fnv(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h.byte(s[i])
	}
	return uint64(h)
}
