package uv

// Watcher is an idle, prepare or check handle: its callback runs once in every
// iteration while it is active.
type Watcher struct {
	Handle
	cb   func()
	list *watchers
}

// watchers are the active ones of a kind, in the order in which they run.
type watchers struct{ list []*Watcher }

// NewIdle is uv_idle_init. An active idle handle keeps the poll from waiting.
func NewIdle(l *Loop, cb func()) *Watcher { return newWatcher(l, "idle", &l.idle, cb) }

// NewPrepare is uv_prepare_init.
func NewPrepare(l *Loop, cb func()) *Watcher { return newWatcher(l, "prepare", &l.prepare, cb) }

// NewCheck is uv_check_init.
func NewCheck(l *Loop, cb func()) *Watcher { return newWatcher(l, "check", &l.check, cb) }

func newWatcher(l *Loop, kind string, list *watchers, cb func()) *Watcher {
	w := &Watcher{cb: cb, list: list}
	w.init(l, kind)
	return w
}

// Start makes it run from the next time its phase comes. What was started last
// runs first: libuv inserts at the head (src/unix/loop-watcher.c).
func (w *Watcher) Start() {
	if w.active || w.closing {
		return
	}
	w.list.list = append(w.list.list, nil)
	copy(w.list.list[1:], w.list.list)
	w.list.list[0] = w
	w.start()
}

// Stop takes it out.
func (w *Watcher) Stop() {
	if !w.active {
		return
	}
	for i, o := range w.list.list {
		if o == w {
			w.list.list = append(w.list.list[:i], w.list.list[i+1:]...)
			break
		}
	}
	w.stop()
}

// Close stops and closes it.
func (w *Watcher) Close(cb func()) {
	w.Stop()
	w.close(nil, cb)
}

// runWatchers runs those that were active when the phase began and still are.
func (l *Loop) runWatchers(p Phase, q *watchers) {
	switch len(q.list) {
	case 0:
		return
	case 1:
		if w := q.list[0]; w.cb != nil {
			l.setPhase(p)
			w.cb()
		}
		return
	}
	l.setPhase(p)
	for _, w := range append([]*Watcher(nil), q.list...) {
		if w.active && w.cb != nil {
			w.cb()
		}
	}
}
