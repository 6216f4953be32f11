package sim

import "fmt"

// ChoiceKind says what the world decides at a choice point.
type ChoiceKind uint8

// The choice points. Alternative 0 is always the canonical one: what Linux on
// loopback does.
const (
	// ChooseDelivery picks which of the simultaneous pending deliveries comes first.
	ChooseDelivery ChoiceKind = iota + 1
	// ChooseWrite picks how much of a write the kernel takes: all, part, none (EAGAIN).
	ChooseWrite
	// ChooseRead picks whether a read returns all that is buffered or only the first segment.
	ChooseRead
	// ChooseReady picks which ready descriptor the poller reports first.
	ChooseReady
	// ChooseTimer picks whether a timer that is due beats input that is ready.
	ChooseTimer
	// ChooseLoss picks whether the link drops a segment.
	ChooseLoss
	// ChooseStall picks whether a process has to wait for its processor.
	ChooseStall
	// ChooseProcess picks which of the runnable processes runs first.
	ChooseProcess
)

var choiceNames = [...]string{"", "delivery", "write", "read", "ready", "timer", "loss", "stall", "process"}

func (k ChoiceKind) String() string {
	if int(k) < len(choiceNames) {
		return choiceNames[k]
	}
	return fmt.Sprintf("choice(%d)", uint8(k))
}

// Point is one question to the world.
type Point struct {
	Kind ChoiceKind
	N    int   // number of alternatives, at least 2
	Obj  ObjID // what it is about, 0 if nothing in particular
}

// Chooser answers choice points. It must return a number in [0, p.N).
type Chooser interface {
	Choose(p Point) int
}

// Canonical always takes alternative 0.
type Canonical struct{}

// Choose returns 0.
func (Canonical) Choose(Point) int { return 0 }

// Scripted replays a list of choices; past its end it is canonical.
type Scripted struct {
	Choices []int
	next    int
}

// ForeignChoice says that a list of choices belongs to another run.
type ForeignChoice struct {
	Index, Choice int
	Point         Point // N is 0 if the run ended before
}

func (f ForeignChoice) Error() string {
	has := "the run ends before it"
	if f.Point.N > 0 {
		has = fmt.Sprintf("the run has %d alternatives there (%s), none is number %d", f.Point.N, f.Point.Kind, f.Choice)
	}
	return fmt.Sprintf("choice point %d: %s: the schedule belongs to another script, version or network", f.Index, has)
}

// Left is the first choice that is not canonical and was never asked for.
func (s *Scripted) Left() error {
	for i := s.next; i < len(s.Choices); i++ {
		if s.Choices[i] != 0 {
			return ForeignChoice{Index: i, Choice: s.Choices[i]}
		}
	}
	return nil
}

// Choose returns the next scripted choice. A scripted number out of range
// means that the list belongs to another run: it panics with ForeignChoice.
func (s *Scripted) Choose(p Point) int {
	if s.next >= len(s.Choices) {
		return 0
	}
	c := s.Choices[s.next]
	s.next++
	if c < 0 || c >= p.N {
		panic(ForeignChoice{s.next - 1, c, p})
	}
	return c
}

// Random draws uniformly from a seeded generator of its own (SplitMix64:
// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
type Random struct{ state uint64 }

// NewRandom returns a generator that depends on nothing but seed.
func NewRandom(seed uint64) *Random { return &Random{state: seed} }

// Choose draws an alternative.
func (r *Random) Choose(p Point) int { return r.Intn(p.N) }

// Intn draws from [0, n).
func (r *Random) Intn(n int) int { return int(r.Uint64() % uint64(n)) }

// Float64 draws from [0, 1).
func (r *Random) Float64() float64 { return float64(r.Uint64()>>11) / (1 << 53) }

// Uint64 draws 64 bits.
func (r *Random) Uint64() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// Exhaustive walks the tree of all runs depth first. Run the world once, then
// call Next; while it returns true, run the world again from its beginning.
type Exhaustive struct {
	path  []int // the choice taken at each point of this run
	width []int // how many alternatives that point had
	depth int
}

// Choose follows the path of this run and extends it canonically.
func (e *Exhaustive) Choose(p Point) int {
	if e.depth == len(e.path) {
		e.path = append(e.path, 0)
		e.width = append(e.width, p.N)
	}
	if e.width[e.depth] != p.N {
		panic(fmt.Sprintf("sim: choice %d had %d alternatives and now has %d: the run is not deterministic", e.depth, e.width[e.depth], p.N))
	}
	c := e.path[e.depth]
	e.depth++
	return c
}

// Choices returns the choices of the run just made.
func (e *Exhaustive) Choices() []int { return append([]int(nil), e.path[:e.depth]...) }

// Next moves to the next run in order and reports whether there is one.
func (e *Exhaustive) Next() bool {
	e.path, e.width = e.path[:e.depth], e.width[:e.depth]
	e.depth = 0
	for n := len(e.path); n > 0; n-- {
		if e.path[n-1]+1 < e.width[n-1] {
			e.path[n-1]++
			e.path, e.width = e.path[:n], e.width[:n]
			return true
		}
	}
	return false
}

// Recorder passes questions on and keeps the answers, so that any run can be
// replayed with Scripted.
type Recorder struct {
	Chooser
	Choices []int
}

// Choose asks the wrapped chooser and remembers.
func (r *Recorder) Choose(p Point) int {
	c := r.Chooser.Choose(p)
	r.Choices = append(r.Choices, c)
	return c
}
