package stage

// fewest records that the timeline shows.
const fewest = 8

// zoom is the part of the timeline that is shown.
func (s *Stage) zoom() (from, to float32) {
	if s.view.ZoomFrom == 0 && s.view.ZoomTo == 0 {
		return 0, 1
	}
	return s.view.ZoomFrom, s.view.ZoomTo
}

// Zoom shows a part of the timeline, 0 to 1; nonsense shows all of it.
func (s *Stage) Zoom(from, to float32) {
	if !(from >= 0 && to <= 1 && from < to) { // NaN too
		from, to = 0, 1
	}
	if narrow := s.narrowest(); to-from < narrow {
		mid := (from + to) / 2
		from = min(max(mid-narrow/2, 0), 1-narrow)
		to = from + narrow
	}
	if from <= 0 && to >= 1 {
		from, to = 0, 0
	}
	if s.view.ZoomFrom != from || s.view.ZoomTo != to {
		s.view.ZoomFrom, s.view.ZoomTo = from, to
		s.touch()
	}
}

func (s *Stage) narrowest() float32 { return min(1, fewest/max(float32(s.last()), 1)) }

// zoomAt makes the part that is shown k times as long, around the place that is
// at f of its width.
func (s *Stage) zoomAt(f float32, k float64) {
	from, to := s.zoom()
	at := from + f*(to-from)
	span := min(max((to-from)*float32(k), s.narrowest()), 1)
	from = min(max(at-f*span, 0), 1-span)
	s.Zoom(from, from+span)
}

// panZoom moves the part that is shown by a fraction of its width.
func (s *Stage) panZoom(by float32) {
	from, to := s.zoom()
	span := to - from
	from = min(max(from+by*span, 0), 1-span)
	s.Zoom(from, from+span)
}

// follow turns the page of a zoomed timeline when the cursor leaves it, so that
// the cursor is a fifth into the new page.
func (s *Stage) follow() {
	if s.view.ZoomTo == 0 || s.drag.kind != notDragging || s.story == nil || s.inPage(0) == 0 {
		return
	}
	from, to := s.zoom()
	span := to - from
	low, high := float32(0), 1-span
	for range 20 {
		mid := (low + high) / 2
		s.Zoom(mid, mid+span)
		if s.inPage(0.2) < 0 {
			high = mid
		} else {
			low = mid
		}
	}
}

// inPage says whether the cursor lies before (-1) the part at f of the page that
// is shown, or after its end (1). At 0 it is within.
func (s *Stage) inPage(f float32) int {
	sc := s.built()
	switch c := s.view.Cursor; {
	case c < sc.TimelineAt(sc.Plot.X+f*sc.Plot.W):
		return -1
	case c > sc.TimelineAt(sc.Plot.X+sc.Plot.W):
		return 1
	}
	return 0
}
