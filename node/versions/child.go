package versions

// What differs in child_process.
var (
	// ChildDisposable: ChildProcess.prototype[Symbol.dispose].
	ChildDisposable = behaviour("child-disposable", ">=20", "lib/internal/child_process.js at 20.20.2 (absent at 18.20.8)",
		"A ChildProcess can be disposed of: it is killed unless it was.")
	// ChildShellArgsWarn: DEP0190.
	ChildShellArgsWarn = behaviour("child-shell-args-warn", ">=24", "lib/child_process.js at 24.21.0 (absent at 23.7.0)",
		"Arguments together with the shell option give a deprecation warning.")
	// ChildPromisifiedNamed: util.promisify(exec).name.
	ChildPromisifiedNamed = behaviour("child-promisified-named", ">=22.23 <23 || >=24", "lib/child_process.js at 22.23.3 and 24.21.0 (absent at 23.7.0)",
		"The promise-returning forms of exec and execFile carry their names.")
	// ChildSyncOutputNull: output && output[1].
	ChildSyncOutputNull = behaviour("child-sync-output-null", "<21", "lib/internal/child_process.js spawnSync at 20.20.2 and 22.23.3",
		"spawnSync's stdout and stderr are null, not undefined, if the program could not be started.")
	// ClusterIndexForAnyPort: workers that listen at one port share a server even
	// if one of them does so twice.
	ClusterIndexForAnyPort = behaviour("cluster-index-for-any-port", ">=22", "lib/internal/cluster/primary.js at 22.23.3 (otherwise at 20.20.2)",
		"A worker that listens at a port a second time gets a server of its own; the order of its calls matters only for port 0.")
	// ChildChecksByType: the checks of timeout and maxBuffer.
	ChildChecksByType = behaviour("child-checks-by-type", ">=25", "lib/child_process.js at 25.9.0 (absent at 24.21.0)",
		"A timeout or maxBuffer of the wrong type is a TypeError.")
)
