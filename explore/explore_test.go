package explore

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
	"finishline/verdict"
)

func scenario(t testing.TB, name, version string) *Script {
	src, err := os.ReadFile("../scenarios/" + name + ".js")
	require.NoError(t, err)
	v, err := versions.Find(version)
	require.NoError(t, err)
	return &Script{
		Members: []scenarios.Member{{Program: script.Program{Path: "/s/" + name + ".js", Source: string(src), FS: fstest.MapFS{}}}},
		Setup:   scenarios.Setup{Version: v, Net: netmodel.Loopback, Seed: 1, Explore: Liberties, Cache: new(script.Cache)},
	}
}

// explore makes all tasks in the given order.
func explore(t testing.TB, r Runner, o Options, order func(t int) int) *State {
	p, err := NewPlan(r, o)
	require.NoError(t, err)
	s := NewState(Header{Strategy: o.Strategy, Departures: o.Departures}, p)
	for i := range p.Tasks() {
		i = order(i)
		s.Done[i], err = p.Run(i, r)
		require.NoError(t, err)
	}
	return s
}

func forward(i int) int  { return i }
func backward(i int) int { return tasks - 1 - i }

// classes tells a part: how often each text was printed, by the simplest schedule.
func classes(p *Part) string {
	var b strings.Builder
	for _, c := range p.Classes {
		fmt.Fprintf(&b, "%d [%v] %x\n", c.Runs, c.Schedule, c.Key)
	}
	return b.String()
}

// tree is a Runner without a world: a program that asks a few questions and
// prints the answers. Its histories are the answers that matter to it.
type tree struct {
	ask   func(choose func(n int) int) string
	seen  []int
	asked int
}

func (r *tree) Fingerprint() uint64 {
	h := uint64(0)
	for _, a := range r.seen {
		h = sim.Mix(h, uint64(a)+1)
	}
	return h
}

// Epoch: every answer shows at once in what is seen.
func (r *tree) Epoch() uint64 { return uint64(r.asked) }

func (r *tree) Run(c *Chooser, _ *sim.Trace) Result {
	r.seen, r.asked = r.seen[:0], 0
	c.Attach(r)
	out := r.ask(func(n int) int {
		a := c.Choose(sim.Point{Kind: sim.ChooseReady, N: n})
		r.asked++
		r.seen = append(r.seen, a)
		return a
	})
	return Result{Processes: []ProcessResult{{Name: "tree", Stdout: out}}}
}

// TestExhaustiveVisitsEveryLeafOnce walks a tree whose shape depends on the answers.
func TestExhaustiveVisitsEveryLeafOnce(t *testing.T) {
	r := &tree{ask: func(choose func(int) int) string {
		a, b := choose(3), choose(2)
		if a == 2 && b == 0 {
			return fmt.Sprint(a, b)
		}
		return fmt.Sprint(a, b, choose(2), choose(4))
	}}
	all := explore(t, r, Options{Strategy: Exhaustive}, forward).Whole()
	require.Equal(t, 5*8+1, all.Runs)
	require.Len(t, all.Classes, 5*8+1)
	require.Empty(t, all.Cut)

	one := explore(t, r, Options{Strategy: Bounded, Departures: 1}, forward).Whole()
	require.Equal(t, 1+2+1+1+3, one.Runs, "the canonical run and one departure at each of its points")
}

// TestIndependentChoicesAreNotPermuted: of choices that leave no mark nobody's
// order is walked twice.
func TestIndependentChoicesAreNotPermuted(t *testing.T) {
	r := &tree{}
	r.ask = func(choose func(int) int) string {
		marks := 0
		for range 6 {
			marks += choose(2)
			r.seen = []int{r.asked, marks} // how often, but not when
		}
		return fmt.Sprint(marks)
	}
	all := explore(t, r, Options{Strategy: Exhaustive}, forward).Whole()
	bare := explore(t, r, Options{Strategy: Exhaustive, NoReduction: true}, forward).Whole()
	require.Equal(t, 64, bare.Runs)
	require.Less(t, all.Runs+all.Merged, 64)
	require.Len(t, all.Classes, 7)
	require.Len(t, bare.Classes, 7)
}

func TestBudgetCuts(t *testing.T) {
	r := &tree{ask: func(choose func(int) int) string {
		s := 0
		for range 20 {
			s = s*2 + choose(2)
		}
		return fmt.Sprint(s)
	}}
	all := explore(t, r, Options{Strategy: Exhaustive, MaxRuns: 500}, forward).Whole()
	require.Equal(t, "the budget of schedules is used up", all.Cut)
	require.LessOrEqual(t, all.Runs, 500)
	require.Greater(t, all.Runs, 400)
}

// TestNondeterminismIsFound: a run that does not repeat itself is our bug, and said to be.
func TestNondeterminismIsFound(t *testing.T) {
	n := 0
	r := &tree{ask: func(choose func(int) int) string { n++; return fmt.Sprint(n, choose(2)) }}
	all := explore(t, r, Options{Strategy: Bounded}, forward).Whole()
	require.NotNil(t, all.Nondeterministic)
}

// TestReductionLosesNothing: what is walked without known nodes has the same outcomes.
func TestReductionLosesNothing(t *testing.T) {
	scripts := map[string]*Script{}
	for _, name := range []string{"h2-session-close-in-finish", "54-rst-unread-data", "47-net-write-after-peer-close", "02-h1-res-close-keepalive"} {
		scripts[name] = scenario(t, name, "24.21.0")
	}
	for _, name := range []string{"h1-close-after-end", "h2-close-in-finish"} {
		scripts["two processes: "+name] = pair(t, name, "24.21.0")
	}
	for name, s := range scripts { // order: each is walked by itself
		o := Options{Strategy: Bounded, Departures: 2, MaxRuns: 1500}
		with := explore(t, s, o, forward).Whole()
		o.NoReduction = true
		without := explore(t, s, o, forward).Whole()
		keys := func(p *Part) (out []uint64) {
			for _, c := range p.Classes {
				out = append(out, c.Key)
			}
			slices.Sort(out)
			return out
		}
		if with.Cut == "" && without.Cut == "" {
			require.Equal(t, keys(without), keys(with), name)
		}
		require.Nil(t, with.Nondeterministic, name)
		t.Logf("%s: %d schedules and %d that ended at a known node, %d without the reduction (cut: %q)", name, with.Runs, with.Merged, without.Runs, without.Cut)
	}
}

// TestShardsGiveTheWhole: who runs which task, and in which order, does not matter.
func TestShardsGiveTheWhole(t *testing.T) {
	for _, o := range []Options{{Strategy: Bounded, Departures: 2}, {Strategy: Random, MaxRuns: 300, Seed: 3}, {Strategy: PCT, MaxRuns: 300, Seed: 3}} {
		s := scenario(t, "h2-session-close-in-finish", "24.21.0")
		whole := explore(t, s, o, forward)
		parts := [2]*State{}
		for i := range parts {
			parts[i] = explore(t, s, o, backward)
			for k := range tasks {
				if k%2 != i {
					delete(parts[i].Done, k)
				}
			}
		}
		require.Len(t, parts[1].Missing(), tasks/2)
		require.NoError(t, parts[1].Join(parts[0]))
		require.Equal(t, classes(whole.Whole()), classes(parts[1].Whole()), o.Strategy)
		require.Equal(t, whole.Whole().Runs, parts[1].Whole().Runs)
	}
	a := explore(t, scenario(t, "43-accept-batching", "24.21.0"), Options{}, forward)
	b := &State{Header: Header{Version: "18.20.8"}}
	require.ErrorContains(t, a.Join(b), "different scripts")
}

// TestSeed: the project's first question, answered over all schedules with two
// departures: 23.7.0 always loses the response, 24.21.0 never does, and which
// changes would save it where.
func TestSeed(t *testing.T) {
	o := Options{Strategy: Bounded, Departures: 2}
	s := scenario(t, "h2-session-close-in-finish", "23.7.0")
	rep, err := Judge(s, Header{Strategy: Bounded, Departures: 2}, explore(t, s, o, forward).Whole(), nil)
	require.NoError(t, err)
	require.Equal(t, verdict.Lost, rep.Worst())
	require.Empty(t, rep.Simplest(func(o *Outcome) bool { return o.Verdict.Outcome == verdict.Lost }).Schedule)

	safe := scenario(t, "h2-session-close-in-finish", "24.21.0")
	rep, err = Judge(safe, Header{Strategy: Bounded, Departures: 2}, explore(t, safe, o, forward).Whole(), nil)
	require.NoError(t, err)
	require.Equal(t, verdict.Complete, rep.Worst())
	require.Greater(t, len(rep.Outcomes), 1)
	require.Contains(t, rep.Answer(), "proved")

	var list []versions.Release
	for _, v := range []string{"18.20.8", "23.7.0", "24.21.0"} {
		r, err := versions.Find(v)
		require.NoError(t, err)
		list = append(list, r)
	}
	o.Departures = 1
	table, err := TryRemedies(s, nil, o, list)
	require.NoError(t, err)
	got := map[string]string{}
	for _, r := range table.Rows {
		for i := range r.Trials {
			got[r.Name] += r.Trials[i].Word() + " "
		}
	}
	require.Equal(t, map[string]string{
		"as it is":                     "lost lost safe ",
		"process.nextTick":             "lost lost safe ",
		"end(), then process.nextTick": "lost safe safe ", // the article's advice: not on 18
		"setImmediate":                 "safe safe safe ",
		"when the response closes":     "lost lost safe ",
		"in the callback of end()":     "lost safe safe ",
		"goaway() and a timeout":       "safe safe safe ",
	}, got)
}

// TestCanonicalUnderLiberties: being asked changes nothing as long as the
// answers are canonical.
func TestCanonicalUnderLiberties(t *testing.T) {
	for _, name := range []string{"h2-session-close-in-finish", "29-h1-drain-slow-reader", "54-rst-unread-data", "86-h2-two-streams-interleave"} {
		s := scenario(t, name, "24.21.0")
		asked := s.Run(&Chooser{}, nil)
		s.Setup.Explore = 0
		plain := s.Run(&Chooser{}, nil)
		require.Equal(t, plain.Text(), asked.Text(), name)
	}
}

func TestParseSchedule(t *testing.T) {
	for text, want := range map[string]string{"": "", "0,0,2": "2=2", "12=1,30=2": "12=1,30=2", " 3=1 , 4=0": "3=1", "0": ""} { // order: independent
		s, err := ParseSchedule(text)
		require.NoError(t, err, text)
		require.Equal(t, want, s.String())
		require.Equal(t, want, FromChoices(s.Choices()).String())
	}
	for _, bad := range []string{"x", "1=", "=1", "-1=2", "3=-1", "5=1,5=1", "9=1,2=1", "99999999=1", "1;2"} {
		_, err := ParseSchedule(bad)
		require.Error(t, err, bad)
	}
}

// TestForeignSchedule: a schedule of another script is refused in words.
func TestForeignSchedule(t *testing.T) {
	s := scenario(t, "h2-session-close-in-finish", "24.21.0")
	_, _, err := try(s, &Chooser{schedule: Schedule{{0, 7}}})
	require.ErrorContains(t, err, "the schedule belongs to another script")
}

// BenchmarkSchedules is exploration's own speed: schedules of the seed's
// script, trace off, on one core.
func BenchmarkSchedules(b *testing.B) {
	s := scenario(b, "h2-session-close-in-finish", "24.21.0")
	p, err := NewPlan(s, Options{Strategy: Random, MaxRuns: 1 << 30})
	require.NoError(b, err)
	w := walk{plan: p, runner: s, part: &Part{}}
	rng := sim.NewRandom(1)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, w.once(&Chooser{sample: p.sampler(rng)}))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "schedules/s")
}
