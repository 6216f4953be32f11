package fuzz

import (
	"errors"
	"fmt"

	"finishline/node/versions"
)

// ErrOtherGenerator is the error of an entry whose seed grows another script by
// now: what real Node printed then says nothing about it.
var ErrOtherGenerator = errors.New("the recording is of another generator")

// Again asks the simulation, and only it, what it makes now of a cell that was
// judged before.
func (e Entry) Again() (Simulated, error) {
	f, err := FamilyNamed(e.Family)
	if err != nil {
		return Simulated{}, err
	}
	v, err := versions.Find(e.Version)
	if err != nil {
		return Simulated{}, err
	}
	src := f.Generate(e.Seed).String()
	if h := Hash(src); h != e.Script {
		return Simulated{}, fmt.Errorf("%w: %s %d grows script %s now, %s when real Node was recorded", ErrOtherGenerator, e.Family, e.Seed, h, e.Script)
	}
	return Simulate(src, v, len(e.Views) > 0), nil
}

// Rejudge is the entry with the verdicts of the simulation as it is now on what
// real Node did then. Again is set if real Node has to be asked anew: because
// of a doubt, or because it was not asked for one of these views.
func (e Entry) Rejudge(views ...string) (now Entry, again bool) {
	if len(e.Views) < len(views) {
		return e, true
	}
	s, err := e.Again()
	if err != nil {
		return e, true
	}
	now = e
	now.Verdict, again = rejudge(e.Verdict, e.Real, s.Output)
	if now.Verdict == Different.String() && s.Err != nil {
		now.Verdict = Broken.String()
	}
	now.Views = append([]EntryView(nil), e.Views...)
	for i := range now.Views {
		v := &now.Views[i]
		doubt := false
		v.Verdict, doubt = rejudge(v.Verdict, v.Real, texts(s.View(v.Name)))
		again = again || doubt
	}
	for _, name := range views {
		again = again || now.view(name) == nil
	}
	return now, again
}

func rejudge(was, real, sim string) (now string, again bool) {
	switch {
	case was == Unstable.String():
		return was, false
	case sim == real:
		return Equal.String(), false
	case was == Equal.String():
		return was, true // one run of real Node was enough for Equal, not for this
	}
	return Different.String(), false
}
