package versions

// The event loop and its handles. Sources are libuv's, by the libuv that the
// release carries (process.versions.uv).
var (
	// UVTimersAfterPoll: libuv 1.45 (PR #3927).
	UVTimersAfterPoll = behaviour("uv-timers-after-poll", ">=20", "libuv#3927 (1.45), src/unix/core.c uv_run",
		"Timers run at the end of a loop iteration, after closing callbacks, plus once before the loop begins; before, at the start of each iteration.")
	// UVAcceptOne: libuv 1.45 (PR #3696).
	UVAcceptOne = behaviour("uv-accept-one", ">=20", "libuv#3696 (1.45), src/unix/stream.c uv__server_io",
		"A listening socket accepts one connection per loop iteration; before, it accepts until none is left.")
	// UVPollHupIsEOF: removed in libuv 1.52 (PR #4997).
	UVPollHupIsEOF = behaviour("uv-pollhup-is-eof", "<24.14 || >=25 <26", "libuv#4997 (1.52), src/unix/stream.c uv__stream_io",
		"A hang-up that is reported together with data which a read did not fill its buffer with is taken as end of file, even if the connection was reset.")
	// UVAliveWithPending: libuv 1.45.
	UVAliveWithPending = behaviour("uv-alive-with-pending", ">=20", "libuv 1.45, src/unix/core.c uv__loop_alive",
		"Callbacks that wait in the pending queue keep the loop alive.")
	// UVKeepAliveChecked: between libuv 1.46 and 1.50.
	UVKeepAliveChecked = behaviour("uv-keepalive-checked", ">=22", "libuv 1.50, src/unix/tcp.c uv__tcp_keepalive; seen with strace at 20.20.2 and 22.23.3",
		"Asking for keep-alive probes without a delay fails before the system is asked for one.")
	// FirstPollWoken: gone by 18.20.8.
	FirstPollWoken = behaviour("first-poll-woken", "<18.19", "seen with strace at 18.18.2 (a write to the platform's eventfd before the script is read), not at 18.20.8 and later",
		"V8 has asked for a task while Node started, so that the loop's first poll finds its handle signalled and does not wait. No callback scope comes of it.")
	// UVPipeBuffers: libuv 1.51.
	UVPipeBuffers = behaviour("uv-pipe-buffers", ">=22.15 <23 || >=24", "libuv 1.51, seen with strace at 22.23.3, 24.21.0, 25.9.0 and 26.10.0; not at 23.7.0 (1.50)",
		"The pipes to a child process have socket buffers of 128 KiB instead of the system's 208 KiB, so a child that exits without waiting loses what is beyond 146,176 instead of 219,264 bytes.")
)

// Timers and immediates.
var (
	// TimerDurationWarnings: Node 23.
	TimerDurationWarnings = behaviour("timer-duration-warnings", ">=23", "lib/internal/timers.js at 23.7.0 (absent at 22.23.3)",
		"A negative or non-numeric timer duration gives a process warning, once each.")
	// RestArguments: Node 24, and late 22 (setTimeout.length).
	RestArguments = behaviour("timer-rest-arguments", ">=22.23 <23 || >=24", "lib/timers.js at 22.23.3 and 24.21.0 (absent at 23.7.0)",
		"setTimeout, setInterval and setImmediate take ...args, so that their length is 2, 2 and 1.")
	// NativeImmediatesOnDemand: Node 26.
	NativeImmediatesOnDemand = behaviour("native-immediates-on-demand", ">=26", "seen at 26.10.0, not at 25.9.0; src/env.cc RunAndClearNativeImmediates",
		"The check phase opens a callback scope of its own only if native immediates wait: ticks that an exception left over come after the first of the script's immediates.")
	// TimersPromisesDelayChecked: absent at 18.20.8.
	TimersPromisesDelayChecked = behaviour("timers-promises-delay-checked", ">=20", "lib/timers/promises.js at 20.20.2 (absent at 18.20.8)",
		"timers/promises rejects a delay that is no number.")
)
