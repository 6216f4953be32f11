package scenarios

import (
	"fmt"
	"io"
	"testing/fstest"

	"finishline/node/versions"
	"finishline/script"
)

// Hash runs a scenario with its trace kept, twice, and returns the trace's hash
// and length. It is an error if the two runs differ: something escaped the
// simulation.
func (s Setup) Hash(sc Scenario) (hash uint64, records int, err error) {
	s.Trace = true
	for i := 0; i < 2; i++ {
		r := s.Simulate(script.Program{
			Path: "/scenarios/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Cwd: "/scenarios",
			Stdout: io.Discard, Stderr: io.Discard,
		})
		h := r.Trace.Hash()
		if i > 0 && (h != hash || r.Trace.Len() != records) {
			return 0, 0, fmt.Errorf("%s on Node %s: two runs gave traces %016x (%d records) and %016x (%d records)",
				sc.Name, s.Version.Version, hash, records, h, r.Trace.Len())
		}
		hash, records = h, r.Trace.Len()
	}
	return hash, records, nil
}

// Hashes writes one line a cell: name, version, trace hash, number of records.
// Native and WASM builds must write the same.
func Hashes(w io.Writer, list []Scenario, releases []versions.Release) error {
	for _, sc := range list {
		for _, v := range releases {
			h, n, err := Setup{Version: v}.Hash(sc)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s %s %016x %d\n", sc.Name, v.Version, h, n)
		}
	}
	return nil
}
