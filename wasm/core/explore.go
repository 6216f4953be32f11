//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"
	"time"

	"finishline/explore"
	"finishline/node/versions"
	"finishline/script"
	"finishline/sim"
)

const (
	departures   = 2
	maxSchedules = 2000
	// Remedies are explored on every version: some thousand schedules even so.
	remedyDepartures = 1
	// partly is how often an exploration that goes on says what it knows: judging
	// costs some runs for every class.
	partly = 1500 * time.Millisecond
)

// explored is a report as the page shows it.
type explored struct {
	Answer    string  `json:"answer"`
	Points    int     `json:"points"`
	Schedules int     `json:"schedules"`
	Known     int     `json:"known"` // more, that reached a state which was known
	Cut       string  `json:"cut,omitempty"`
	Bug       *string `json:"bug,omitempty"` // a schedule that did not repeat itself
	Classes   []class `json:"classes"`       // the canonical one first, then the most frequent
}

type class struct {
	Schedule  string   `json:"schedule"` // as run takes it; "" is the canonical run
	Schedules int      `json:"schedules"`
	Outcome   string   `json:"outcome"`
	Headline  string   `json:"headline"`
	Differs   string   `json:"differs,omitempty"`
	Departs   []string `json:"departs,omitempty"`
}

func newExplored(r *explore.Report) explored {
	out := explored{Answer: r.Answer(), Points: r.Points, Schedules: r.Runs, Known: r.Merged, Cut: r.Cut}
	if r.Nondeterministic != nil {
		text := r.Nondeterministic.String()
		out.Bug = &text
	}
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		out.Classes = append(out.Classes, class{Schedule: o.Schedule.String(), Schedules: o.Runs, Outcome: string(o.Verdict.Outcome),
			Headline: o.Verdict.Headline, Differs: o.Differs, Departs: o.Departs})
	}
	return out
}

// exploreAll walks the schedules of a script. Like run, it never panics.
func exploreAll(o js.Value) (result any) {
	defer recovered(&result)
	s, err := scriptOf(o)
	if err != nil {
		return failure(err.Error())
	}
	p := newProgress(o)
	bounds := p.options(departures)
	plan, err := explore.NewPlan(s, bounds)
	if err != nil {
		return failure(err.Error())
	}
	h := s.Header("script.js", bounds)
	state := explore.NewState(h, plan)
	for t := range plan.Tasks() {
		if state.Done[t], err = plan.Run(t, s); err != nil {
			return failure(err.Error())
		}
		if time.Since(p.reported) < partly || t == plan.Tasks()-1 {
			continue
		}
		rep, err := explore.Judge(s, h, state.Whole(), nil)
		if err != nil {
			return failure(err.Error())
		}
		p.tell(asJSON(newExplored(rep)))
		p.reported = time.Now()
	}
	rep, err := explore.Judge(s, h, state.Whole(), nil)
	if err != nil {
		return failure(err.Error())
	}
	return map[string]any{"report": asJSON(newExplored(rep))}
}

// remedied is a table of remedies as the page shows it.
type remedied struct {
	Line     int      `json:"line"`
	Call     string   `json:"call"`
	Versions []string `json:"versions"`
	Rows     []remedy `json:"rows"` // first the script as it is
}

type remedy struct {
	Name  string  `json:"name"`
	Code  string  `json:"code,omitempty"`
	Why   string  `json:"why,omitempty"` // it cannot be applied
	Cells []trial `json:"cells"`
}

type trial struct {
	Word  string `json:"word"`
	Safe  bool   `json:"safe"`
	Error string `json:"error,omitempty"`
}

// remedies tries what would save the response that the schedule o.choices loses.
func remedies(o js.Value) (result any) {
	defer recovered(&result)
	s, err := scriptOf(o)
	if err != nil {
		return failure(err.Error())
	}
	losing, err := explore.ParseSchedule(stringOr(o, "choices", ""))
	if err != nil {
		return failure("choices: " + err.Error())
	}
	table, err := explore.TryRemedies(s, losing, newProgress(o).options(remedyDepartures), versions.Releases)
	if err != nil {
		return failure(err.Error())
	}
	out := remedied{Line: table.Site.Line, Call: table.Site.Call, Versions: table.Versions}
	for i := range table.Rows {
		row := &table.Rows[i]
		r := remedy{Name: row.Name, Code: row.Code, Why: row.Why}
		for j := range row.Trials {
			t := &row.Trials[j]
			r.Cells = append(r.Cells, trial{Word: t.Word(), Safe: t.Safe(), Error: t.Error})
		}
		out.Rows = append(out.Rows, r)
	}
	return map[string]any{"report": asJSON(out)}
}

// recovered turns a panic into an answer.
func recovered(result *any) {
	switch x := recover().(type) {
	case nil:
	case sim.ForeignChoice:
		*result = failure(x.Error())
	default:
		*result = failure(fmt.Sprintf("internal error: %v", x))
	}
}

// scriptOf is what is explored: the same programs that run runs.
func scriptOf(o js.Value) (*explore.Script, error) {
	setup, err := setupOf(o)
	if err != nil {
		return nil, err
	}
	members, err := membersOf(o, &setup)
	if err != nil {
		return nil, err
	}
	setup.Trace, setup.Choices = false, nil
	setup.Cache, setup.Limits = new(script.Cache), explore.Limits(setup.Limits)
	return &explore.Script{Setup: setup, Members: members}, nil
}

// progress tells the page how far an exploration is. Real time decides only when.
type progress struct {
	on             js.Value // function, or undefined
	runs           int
	last, reported time.Time
}

func newProgress(o js.Value) *progress {
	return &progress{on: o.Get("onProgress"), last: time.Now(), reported: time.Now()}
}

func (p *progress) options(departures int) explore.Options {
	return explore.Options{Strategy: explore.Bounded, Departures: departures, MaxRuns: maxSchedules, Ran: func() {
		p.runs++
		if time.Since(p.last) >= beat {
			p.last = time.Now()
			p.tell("")
		}
	}}
}

func (p *progress) tell(report string) {
	if p.on.Type() == js.TypeFunction {
		p.on.Invoke(p.runs, report)
	}
}

func asJSON(x any) string {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err) // strings and numbers alone
	}
	return string(b)
}
