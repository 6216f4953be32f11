package verdict

// Worse reports whether o hurts more than p.
func (o Outcome) Worse(p Outcome) bool { return badness[o] > badness[p] }

// Outcomes lists the outcomes, best first.
func Outcomes() []Outcome {
	return []Outcome{Complete, Cancelled, Refused, Unanswered, Reset, Pending, Truncated, Lost}
}
