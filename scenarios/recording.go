package scenarios

import (
	"fmt"
	"sort"
	"strings"

	"finishline/node/versions"
)

// Recording is what real Node printed: version → standard output, with a last
// line "[exit N]" where the exit code was not zero.
//
// As text, versions that print the same share a paragraph, so that a glance
// shows where behaviour changed:
//
//	--- 18.18.2 18.20.8
//	  line of output
//	  another
//	--- 24.21.0
//	  line of output
type Recording map[string]string

// ParseRecording reads the text form.
func ParseRecording(text string) (Recording, error) {
	r := Recording{}
	var current []string
	var body strings.Builder
	flush := func() {
		for _, v := range current {
			r[v] = body.String()
		}
		body.Reset()
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "--- "):
			flush()
			current = strings.Fields(line[4:])
		case len(current) == 0:
			return nil, fmt.Errorf("line %d: output before the first \"--- VERSION\" line", i+1)
		case line == "":
			body.WriteByte('\n')
		case strings.HasPrefix(line, "  "):
			body.WriteString(line[2:])
			body.WriteByte('\n')
		default:
			return nil, fmt.Errorf("line %d: want \"--- VERSION …\" or two spaces and a line of output", i+1)
		}
	}
	flush()
	return r, nil
}

// String is the text form.
func (r Recording) String() string {
	byOutput := map[string][]string{}
	var order []string
	for _, v := range sortedVersions(r) {
		out := r[v]
		if byOutput[out] == nil {
			order = append(order, out)
		}
		byOutput[out] = append(byOutput[out], v)
	}
	var b strings.Builder
	for _, out := range order {
		b.WriteString("--- " + strings.Join(byOutput[out], " ") + "\n")
		if out == "" {
			continue
		}
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if line != "" {
				line = "  " + line
			}
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func sortedVersions(r Recording) []string {
	type named struct {
		name string
		v    versions.Version
	}
	var list []named
	for name := range r { // sorted below
		v, err := versions.Parse(name)
		if err != nil {
			v = versions.Version{}
		}
		list = append(list, named{name, v})
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i].v, list[j].v
		if a != b {
			return a.Major < b.Major || a.Major == b.Major && (a.Minor < b.Minor || a.Minor == b.Minor && a.Patch < b.Patch)
		}
		return list[i].name < list[j].name
	})
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.name
	}
	return out
}

// Output is the form in which a run is recorded and compared: its standard
// output, ending in a newline unless empty, and "[exit N]" if the code was not zero.
func Output(stdout string, exit int) string {
	if stdout != "" && !strings.HasSuffix(stdout, "\n") {
		stdout += "\n"
	}
	if exit != 0 {
		stdout += fmt.Sprintf("[exit %d]\n", exit)
	}
	return stdout
}
