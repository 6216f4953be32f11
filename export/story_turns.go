package export

// byTurn splits entries where a turn of the loop begins.
func byTurn(entries []Entry) [][]Entry {
	var turns [][]Entry
	from := 0
	for i := range entries {
		if i > 0 && entries[i].Turn != entries[i-1].Turn {
			turns = append(turns, entries[from:i])
			from = i
		}
	}
	if from < len(entries) {
		turns = append(turns, entries[from:])
	}
	return turns
}

// repeated looks for what a transfer looks like: the same few turns over and
// over. It returns how many turns make up the pattern at the beginning of turns
// and how often it comes again; 1 and 0 if it does not at least twice.
func repeated(turns [][]Entry) (period, times int) {
	for period = 1; period <= 4; period++ {
		times = 0
		for (times+2)*period <= len(turns) && turns[(times+1)*period][0].Turn-turns[(times+1)*period-1][0].Turn <= 2 && sameTurns(turns[:period], turns[(times+1)*period:]) {
			times++
		}
		if times >= 2 {
			return period, times
		}
	}
	return 1, 0
}

// sameTurns compares the pattern a with what follows it. Turns far apart are no
// transfer, even if they look alike.
func sameTurns(a, b [][]Entry) bool {
	for i := range a {
		if i > 0 && b[i][0].Turn-b[i-1][0].Turn > 2 {
			return false
		}
		if len(a[i]) != len(b[i]) {
			return false
		}
		for k := range a[i] {
			x, y := &a[i][k], &b[i][k]
			if x.What != y.What || x.Side != y.Side || x.Text != y.Text || x.Line != y.Line || x.Bytes != y.Bytes {
				return false
			}
		}
	}
	return true
}
