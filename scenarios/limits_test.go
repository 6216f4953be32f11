package scenarios

import (
	"errors"
	"io"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/script"
)

// A script that runs for ever fills no memory with its trace.
func TestTraceOfAnEndlessRunIsBounded(t *testing.T) {
	s := Setup{Trace: true, Limits: script.Limits{Records: 2000}}
	r := s.Simulate(script.Program{Path: "/x.js", Source: "setInterval(() => {}, 1)", FS: fstest.MapFS{}, Cwd: "/", Stdout: io.Discard, Stderr: io.Discard})
	var limit *script.LimitError
	require.True(t, errors.As(r.Result.Err, &limit), "ended with %v", r.Result.Err)
	require.Equal(t, "trace", limit.Limit)
	require.Contains(t, limit.Error(), "--max-records")
	require.Less(t, r.Trace.Len(), 2100)
}
