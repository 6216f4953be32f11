package script

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEngineLayout fails if a new goja keeps its frames or its job queue
// elsewhere: stacks would lose their receivers, and promise jobs would run too
// early after an exception that a handler took.
func TestEngineLayout(t *testing.T) {
	require.True(t, vmFrames.ok)
	require.NotZero(t, jobQueueOffset)
	require.NotEqual(t, vmLayout.stack, vmLayout.sp)
}
