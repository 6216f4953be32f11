package fuzz

import (
	"errors"
	"fmt"

	"finishline/node/versions"
	"finishline/script"
)

// ErrOtherGenerator is the error of an entry whose seed grows another script by
// now: what real Node printed then says nothing about it.
var ErrOtherGenerator = errors.New("the recording is of another generator")

// Again asks the simulation, and only it, what it prints now for a cell that was
// judged before.
func (e Entry) Again() (sim string, err error) {
	f, err := FamilyNamed(e.Family)
	if err != nil {
		return "", err
	}
	v, err := versions.Find(e.Version)
	if err != nil {
		return "", err
	}
	src := f.Generate(e.Seed).String()
	if h := Hash(src); h != e.Script {
		return "", fmt.Errorf("%w: %s %d grows script %s now, %s when real Node was recorded", ErrOtherGenerator, e.Family, e.Seed, h, e.Script)
	}
	return simulated(src, v)
}

// simulated is what the simulation prints, with the reason if it gave up. A
// script that never ends in the model is no fault of it, only an output.
func simulated(src string, v versions.Release) (string, error) {
	out, err := Simulate(src, v)
	if err != nil {
		out += "[" + err.Error() + "]\n"
	}
	if errors.Is(err, script.ErrHangs) {
		err = nil
	}
	return out, err
}

// Rejudge is the verdict of the simulation as it is now on what real Node
// printed then. Again is set if real Node has to be asked anew.
func (e Entry) Rejudge() (v Verdict, again bool) {
	was, err := VerdictNamed(e.Verdict)
	if err != nil {
		return 0, true
	}
	if was == Unstable {
		return Unstable, false
	}
	sim, err := e.Again()
	switch {
	case errors.Is(err, ErrOtherGenerator):
		return 0, true
	case sim == e.Real:
		return Equal, false
	case was == Equal:
		return 0, true // one run of real Node was enough for Equal, not for this
	case err != nil:
		return Broken, false
	}
	return Different, false
}
