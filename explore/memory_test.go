//go:build unix

package explore

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestMemoryStaysFlat: what an exploration keeps does not grow with the schedules
// that it has made. FINISHLINE_BENCH=1000000 makes a million.
func TestMemoryStaysFlat(t *testing.T) {
	runs, _ := strconv.Atoi(os.Getenv("FINISHLINE_BENCH"))
	if runs == 0 {
		t.Skip("takes minutes: make bench")
	}
	runs = max(runs, 20_000)
	for _, o := range []Options{{Strategy: Random, MaxRuns: runs, Seed: 1}, {Strategy: Exhaustive, MaxRuns: runs}} {
		s := scenario(t, "h2-session-close-in-finish", "24.21.0")
		p, err := NewPlan(s, o)
		require.NoError(t, err)
		all := &Part{}
		var heap []uint64
		for i := range p.Tasks() {
			part, err := p.Run(i, s)
			require.NoError(t, err)
			all.Merge(part)
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			heap = append(heap, m.HeapAlloc)
		}
		t.Logf("%s: %d schedules; heap after each of the tasks: %v KiB", o.Strategy, all.Runs+all.Merged, kib(heap))
		require.Less(t, heap[len(heap)-1], heap[3]+8<<20, o.Strategy)
	}
}

func kib(list []uint64) (out []uint64) {
	for _, n := range list {
		out = append(out, n>>10)
	}
	return out
}

// BenchmarkWorkers: the same schedules by one worker and by two, in wall-clock
// time and in processor time: the latter tells how they are in each other's way,
// whatever else the machine does.
func BenchmarkWorkers(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(strconv.Itoa(workers), func(b *testing.B) {
			s := scenario(b, "h2-session-close-in-finish", "24.21.0")
			p, err := NewPlan(s, Options{Strategy: Random, MaxRuns: b.N + 1})
			require.NoError(b, err)
			tasks := make(chan int, p.Tasks())
			for t := range p.Tasks() {
				tasks <- t
			}
			close(tasks)
			b.ResetTimer()
			before := processorTime()
			var wg sync.WaitGroup
			for range workers {
				wg.Go(func() {
					r := *s
					for t := range tasks {
						if _, err := p.Run(t, &r); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/(processorTime()-before).Seconds(), "schedules/cpu-s")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "schedules/s")
		})
	}
}

// processorTime is what the process has used of its processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
