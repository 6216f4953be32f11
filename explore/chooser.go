package explore

import "finishline/sim"

// Chooser answers the choice points of one run: it follows a schedule, then is
// canonical, or asks a sampler. It notes the points that it passes.
type Chooser struct {
	schedule Schedule
	next     int // of schedule
	index    int // of the choice point
	points   []uint8
	sample   func(index, n int) int // nil: canonical

	// For walks that do not visit a node twice.
	world   World
	visit   func(node uint64, index int) bool // false: known
	epoch   uint64
	answers uint64 // given in this epoch
}

// Attach gives the chooser its world.
func (c *Chooser) Attach(w World) { c.world = w }

// known ends a run whose future has been walked.
type known struct{}

// Choose implements sim.Chooser.
func (c *Chooser) Choose(p sim.Point) int {
	i := c.index
	c.index++
	if p.N > 255 {
		p.N = 255 // more descriptors than that are not worth telling apart
	}
	c.points = append(c.points, uint8(p.N))
	var node uint64
	if c.visit != nil {
		node = c.node(p)
	}
	answer := 0
	switch {
	case c.next < len(c.schedule):
		if c.schedule[c.next].At == i {
			answer = c.schedule[c.next].Choice
			if answer >= p.N {
				panic(sim.ForeignChoice{Index: i, Choice: answer, Point: p})
			}
			c.next++
		}
	case c.sample != nil:
		answer = c.sample(i, p.N)
	case c.visit != nil && !c.visit(node, i):
		panic(known{})
	}
	c.answers = sim.Mix(c.answers, uint64(answer))
	return answer
}

// node names the place in the tree: the histories, and what was answered that
// does not show in them yet.
func (c *Chooser) node(p sim.Point) uint64 {
	if e := c.world.Epoch(); e != c.epoch {
		c.epoch, c.answers = e, 0
	}
	return sim.Mix(sim.Mix(c.world.Fingerprint(), c.answers), uint64(p.Kind)<<8|uint64(p.N))
}
