package explore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Departure is one place where a schedule leaves the canonical run.
type Departure struct {
	At     int `json:"at"`     // number of the choice point, from 0
	Choice int `json:"choice"` // the alternative taken, from 1
}

// Schedule is a list of departures in order of their places. Empty is the
// canonical run.
type Schedule []Departure

// String is the schedule as --choices takes it: "12=1,30=2".
func (s Schedule) String() string {
	var b strings.Builder
	for i, d := range s {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(d.At) + "=" + strconv.Itoa(d.Choice))
	}
	return b.String()
}

// Choices is the schedule as a list with a number for every choice point up to
// the last departure.
func (s Schedule) Choices() []int {
	if len(s) == 0 {
		return nil
	}
	out := make([]int, s[len(s)-1].At+1)
	for _, d := range s {
		out[d.At] = d.Choice
	}
	return out
}

// FromChoices is the schedule that makes these choices.
func FromChoices(choices []int) Schedule {
	var s Schedule
	for i, c := range choices {
		if c != 0 {
			s = append(s, Departure{i, c})
		}
	}
	return s
}

// maxChoicePoint bounds what a written schedule may name, as it may come from a link.
const maxChoicePoint = 100_000

// ParseSchedule reads "12=1,30=2", or the long form "0,0,1". The error says
// which part is wrong.
func ParseSchedule(text string) (Schedule, error) {
	var s Schedule
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	for i, part := range strings.Split(text, ",") {
		at, choice, sparse := strings.Cut(strings.TrimSpace(part), "=")
		if !sparse {
			at, choice = strconv.Itoa(i), at
		}
		d := Departure{}
		var err1, err2 error
		d.At, err1 = strconv.Atoi(at)
		d.Choice, err2 = strconv.Atoi(choice)
		if err1 != nil || err2 != nil || d.At < 0 || d.Choice < 0 || d.At > maxChoicePoint {
			return nil, fmt.Errorf("%q is neither a list of choices like 0,0,2 nor of departures like 12=1,30=2", part)
		}
		if len(s) > 0 && s[len(s)-1].At >= d.At {
			return nil, fmt.Errorf("choice point %d comes after %d: departures stand in order", d.At, s[len(s)-1].At)
		}
		if d.Choice != 0 {
			s = append(s, d)
		}
	}
	return s, nil
}

// simpler orders schedules: fewer departures first, then earlier ones.
func simpler(a, b Schedule) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return slices.CompareFunc(a, b, func(x, y Departure) int {
		if x.At != y.At {
			return x.At - y.At
		}
		return x.Choice - y.Choice
	}) < 0
}
