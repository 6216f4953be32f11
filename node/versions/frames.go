package versions

// Frames are the library's own frames that stand below a script's in a stack,
// as the real binaries print them.
type Frames struct {
	EmitOne, EmitMany string   // in emit: with one listener, with several
	Once              []string // below a listener of once, above emit
	Timer             []string // below a timer's callback
	Immediate         string   // below an immediate's
	Tick              string   // below a tick without arguments
	Jobs              string   // below a promise job that the tick queue's end runs
}

var frames = map[Version]*Frames{
	{18, 18, 2}: {
		EmitOne: "node:events:517:28", EmitMany: "node:events:529:35",
		Once:      []string{"Object.onceWrapper (node:events:631:28)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:569:17)", "process.processTimers (node:internal/timers:512:7)"},
		Immediate: "process.processImmediate (node:internal/timers:476:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:77:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
	},
	{18, 20, 8}: {
		EmitOne: "node:events:517:28", EmitMany: "node:events:529:35",
		Once:      []string{"Object.onceWrapper (node:events:631:28)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:569:17)", "process.processTimers (node:internal/timers:512:7)"},
		Immediate: "process.processImmediate (node:internal/timers:476:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:77:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
	},
	{20, 20, 2}: {
		EmitOne: "node:events:524:28", EmitMany: "node:events:536:35",
		Once:      []string{"Object.onceWrapper (node:events:638:28)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:581:17)", "process.processTimers (node:internal/timers:519:7)"},
		Immediate: "process.processImmediate (node:internal/timers:483:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:77:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
	},
	{22, 23, 3}: {
		EmitOne: "node:events:519:28", EmitMany: "node:events:531:35",
		Once:      []string{"Object.onceWrapper (node:events:633:28)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:585:17)", "process.processTimers (node:internal/timers:521:7)"},
		Immediate: "process.processImmediate (node:internal/timers:484:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:84:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:103:5)",
	},
	{23, 7, 0}: {
		EmitOne: "node:events:507:28", EmitMany: "node:events:519:35",
		Once:      []string{"Object.onceWrapper (node:events:621:28)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:614:17)", "process.processTimers (node:internal/timers:549:7)"},
		Immediate: "process.processImmediate (node:internal/timers:511:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:85:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:105:5)",
	},
	{24, 21, 0}: {
		EmitOne: "node:events:514:28", EmitMany: "node:events:526:24",
		Once:      []string{"EventEmitter.wrapper (node:events:639:12)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:685:17)", "process.processTimers (node:internal/timers:618:7)"},
		Immediate: "process.processImmediate (node:internal/timers:574:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:85:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
	},
	{25, 9, 0}: {
		EmitOne: "node:events:509:20", EmitMany: "node:events:521:24",
		Once:      []string{"Object.onceWrapper (node:events:630:28)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:605:17)", "process.processTimers (node:internal/timers:541:7)"},
		Immediate: "process.processImmediate (node:internal/timers:504:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:85:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
	},
	{26, 10, 0}: {
		EmitOne: "node:events:514:20", EmitMany: "node:events:526:24",
		Once:      []string{"EventEmitter.wrapper (node:events:639:12)"},
		Timer:     []string{"listOnTimeout (node:internal/timers:685:17)", "process.processTimers (node:internal/timers:618:7)"},
		Immediate: "process.processImmediate (node:internal/timers:574:21)",
		Tick:      "process.processTicksAndRejections (node:internal/process/task_queues:85:11)",
		Jobs:      "process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
	},
}

// Frames are those of a release.
func (r Release) Frames() *Frames { return frames[r.Version] }
