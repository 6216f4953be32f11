package record

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A script that prints for ever is stopped long before its time is over, and
// what it printed is not kept.
func TestRunThatPrintsForEverIsStopped(t *testing.T) {
	cache := t.TempDir()
	bin := filepath.Join(cache, "1.2.3", "bin")
	require.NoError(t, os.MkdirAll(bin, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(bin, "node"), []byte("#!/bin/sh\nexec yes\n"), 0o755))
	r := &Recorder{Cache: cache, Runs: 1, Timeout: time.Minute, Log: t.Logf}
	out, _, _, err := r.Run("1.2.3", "x.js")
	require.ErrorIs(t, err, ErrTimeout)
	require.ErrorContains(t, err, "printed more than 16 MiB")
	require.Empty(t, out)
}
