package finishline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"finishline/explore"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/verdict"
)

// Expectations are what a script says of itself, in the comments of its head or
// in a file beside it, a line each:
//
//	// expect: complete               the worst outcome of the canonical run
//	// expect-never: lost, truncated  in no schedule (walk: bounded 2)
//	// expect-exit: 0                 the exit code
//	// expect-output: Server: finish  a line that is printed, in this order
//	// versions: >=18                 also "18, 20", "all"; the default version otherwise
//	// net: wan                       loopback otherwise; also wan,loss=2%
//	// with: client.js, slow.peer     programs beside it, each on a host of its own
//	// seed: 7                        1 otherwise
//	// walk: exhaustive               bounded N, exhaustive, random N, pct D N
//	// may: delivery, ready           what the world may choose; see docs/explore.md
type Expectations struct {
	Outcomes []verdict.Outcome // any of these; nil: not asked
	Never    []verdict.Outcome
	Exit     *int
	Output   []string
	Versions []versions.Release
	Net      string
	With     []string // names of files, from where the script is
	Seed     uint64
	Walk     Walk
	May      []string
}

// ParseExpectations reads the head of a script: its first lines that are
// comments or empty. found is false if nothing is expected there. The error
// names the line.
func ParseExpectations(source string) (e Expectations, found bool, err error) {
	var lines []string
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
		text, isComment := strings.CutPrefix(line, "//")
		if !isComment && line != "" && !strings.HasPrefix(line, "#!") {
			break
		}
		lines = append(lines, strings.TrimSpace(text))
	}
	return parseExpectations(lines)
}

// ParseExpectationsFile reads a file of expectations: the same lines without
// "//"; lines that begin with # are comments.
func ParseExpectationsFile(text string) (e Expectations, found bool, err error) {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if lines[i] = strings.TrimSpace(l); strings.HasPrefix(lines[i], "#") {
			lines[i] = ""
		}
	}
	return parseExpectations(lines)
}

func parseExpectations(lines []string) (e Expectations, found bool, err error) {
	e = Expectations{Net: "loopback", Seed: 1, Walk: Bounded(2)}
	for i, line := range lines {
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.ContainsAny(key, " \t") {
			continue // an ordinary comment
		}
		known, err := e.set(key, strings.TrimSpace(value))
		if err != nil {
			return e, found, fmt.Errorf("line %d: %s: %w", i+1, key, err)
		}
		if !known && strings.HasPrefix(key, "expect") {
			return e, found, fmt.Errorf("line %d: %s: there are expect, expect-never, expect-exit and expect-output", i+1, key)
		}
		found = found || strings.HasPrefix(key, "expect")
	}
	if e.Versions == nil {
		r, _ := versions.Find(versions.Default.String())
		e.Versions = []versions.Release{r}
	}
	return e, found, nil
}

// set takes one line; known is false if the key is none of ours.
func (e *Expectations) set(key, value string) (known bool, err error) {
	switch key {
	case "expect":
		e.Outcomes, err = outcomes(value)
	case "expect-never":
		e.Never, err = outcomes(value)
	case "expect-exit":
		var n int
		n, err = strconv.Atoi(value)
		e.Exit = &n
	case "expect-output":
		e.Output = append(e.Output, value)
	case "versions":
		e.Versions, err = versions.Select(value)
	case "net":
		e.Net = value
		_, err = netmodel.ParseProfile(value)
	case "with":
		e.With = list(value)
	case "seed":
		e.Seed, err = strconv.ParseUint(value, 10, 64)
	case "walk":
		e.Walk, err = parseWalk(value)
	case "may":
		e.May = list(value)
		_, err = explore.ParseLiberties(e.May)
	default:
		return false, nil
	}
	return true, err
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

func outcomes(s string) ([]verdict.Outcome, error) {
	var out []verdict.Outcome
	for _, name := range list(s) {
		o := verdict.Outcome(name)
		if !slices.Contains(verdict.Outcomes(), o) {
			return nil, fmt.Errorf("no outcome is called %q; there are %v", name, verdict.Outcomes())
		}
		out = append(out, o)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("nothing is named; there are %v", verdict.Outcomes())
	}
	return out, nil
}

func parseWalk(s string) (Walk, error) {
	words := list(s)
	var n []int
	for _, w := range words[min(1, len(words)):] {
		k, err := strconv.Atoi(w)
		if err != nil || k < 1 {
			return Walk{}, fmt.Errorf("%q is not a number from 1", w)
		}
		n = append(n, k)
	}
	switch {
	case len(words) == 0:
	case words[0] == "bounded" && len(n) == 1:
		return Bounded(n[0]), nil
	case words[0] == "exhaustive" && len(n) == 0:
		return Exhaustive(), nil
	case words[0] == "random" && len(n) == 1:
		return Random(n[0], 1), nil
	case words[0] == "pct" && len(n) == 2:
		return PCT(n[0], n[1], 1), nil
	}
	return Walk{}, fmt.Errorf("%q is none of: bounded N, exhaustive, random N, pct D N", s)
}
