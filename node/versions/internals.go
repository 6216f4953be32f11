package versions

// Internals are places inside the real library that show in what Node prints:
// lines of the frames and source quotes of uncaught errors.
type Internals struct {
	Connect     string   // where a failed connect's error is made
	Lookup      string   // a failed look-up's
	Read        string   // a failed read's
	Rejection   string   // quote above a rejection with something that is no error
	Rejected    []string // frames of the error made for it; none: it has no stack
	Unhandled   string   // quote above an 'error' event nobody listens to
	UnhandledNo string   // the same, when what was emitted is no error
	NotFound    string   // quote above a missing module
	Main        []string // frames below a main script's first frame
	Tick        string   // the frame that runs ticks
}

// internals by version, as the real binaries print them.
var internals = map[Version]*Internals{
	{18, 18, 2}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns:108:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:217:20)",
		Rejection:   "node:internal/process/promises:288\n            triggerUncaughtException(err, true /* fromPromise */);\n            ^\n\n",
		Rejected:    []string{},
		Unhandled:   "node:events:495\n      throw er; // Unhandled 'error' event\n      ^\n\n",
		UnhandledNo: "node:events:508\n    throw err; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1080\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1256:14)", "Module._extensions..js (node:internal/modules/cjs/loader:1310:10)", "Module.load (node:internal/modules/cjs/loader:1119:32)", "Module._load (node:internal/modules/cjs/loader:960:12)", "Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:86:12)", "node:internal/main/run_main_module:23:47"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
	},
	{18, 20, 8}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns:107:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:217:20)",
		Rejection:   "node:internal/process/promises:288\n            triggerUncaughtException(err, true /* fromPromise */);\n            ^\n\n",
		Rejected:    []string{},
		Unhandled:   "node:events:495\n      throw er; // Unhandled 'error' event\n      ^\n\n",
		UnhandledNo: "node:events:508\n    throw err; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1143\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1364:14)", "Module._extensions..js (node:internal/modules/cjs/loader:1422:10)", "Module.load (node:internal/modules/cjs/loader:1203:32)", "Module._load (node:internal/modules/cjs/loader:1019:12)", "Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:128:12)", "node:internal/main/run_main_module:28:49"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
	},
	{20, 20, 2}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:218:20)",
		Rejection:   "node:internal/process/promises:389\n      new UnhandledPromiseRejection(reason);\n      ^\n\n",
		Rejected:    []string{"throwUnhandledRejectionsMode (node:internal/process/promises:389:7)", "processPromiseRejections (node:internal/process/promises:470:17)", "process.processTicksAndRejections (node:internal/process/task_queues:96:32)"},
		Unhandled:   "node:events:502\n      throw er; // Unhandled 'error' event\n      ^\n\n",
		UnhandledNo: "node:events:515\n    throw err; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1521:14)", "Module._extensions..js (node:internal/modules/cjs/loader:1623:10)", "Module.load (node:internal/modules/cjs/loader:1266:32)", "Module._load (node:internal/modules/cjs/loader:1091:12)", "Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)", "node:internal/main/run_main_module:28:49"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
	},
	{22, 23, 3}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:1638:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:216:20)",
		Rejection:   "node:internal/process/promises:392\n      new UnhandledPromiseRejection(reason);\n      ^\n\n",
		Rejected:    []string{"throwUnhandledRejectionsMode (node:internal/process/promises:392:7)", "processPromiseRejections (node:internal/process/promises:475:17)", "process.processTicksAndRejections (node:internal/process/task_queues:104:32)"},
		Unhandled:   "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\n",
		UnhandledNo: "node:events:510\n    throw err; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1433\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1781:14)", "Object..js (node:internal/modules/cjs/loader:1913:10)", "Module.load (node:internal/modules/cjs/loader:1505:32)", "Function._load (node:internal/modules/cjs/loader:1309:12)", "wrapModuleLoad (node:internal/modules/cjs/loader:254:19)", "Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:171:5)", "node:internal/main/run_main_module:36:49"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:89:21)",
	},
	{23, 7, 0}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:1634:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:120:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:216:20)",
		Rejection:   "node:internal/process/promises:392\n      new UnhandledPromiseRejection(reason);\n      ^\n\n",
		Rejected:    []string{"throwUnhandledRejectionsMode (node:internal/process/promises:392:7)", "processPromiseRejections (node:internal/process/promises:475:17)", "process.processTicksAndRejections (node:internal/process/task_queues:106:32)"},
		Unhandled:   "node:events:485\n      throw er; // Unhandled 'error' event\n      ^\n\n",
		UnhandledNo: "node:events:498\n    throw err; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1397\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1723:14)", "Object..js (node:internal/modules/cjs/loader:1888:10)", "Module.load (node:internal/modules/cjs/loader:1458:32)", "Function._load (node:internal/modules/cjs/loader:1275:12)", "TracingChannel.traceSync (node:diagnostics_channel:322:14)", "wrapModuleLoad (node:internal/modules/cjs/loader:234:24)", "Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:151:5)", "node:internal/main/run_main_module:33:47"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:90:21)",
	},
	{24, 21, 0}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:2021:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:123:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:216:20)",
		Rejection:   "node:internal/process/promises:392\n      new UnhandledPromiseRejection(reason);\n      ^\n\n",
		Rejected:    []string{"throwUnhandledRejectionsMode (node:internal/process/promises:392:7)", "processPromiseRejections (node:internal/process/promises:475:17)", "process.processTicksAndRejections (node:internal/process/task_queues:106:37)"},
		Unhandled:   "node:events:505\n    throw er; // Unhandled 'error' event\n    ^\n\n",
		UnhandledNo: "node:events:505\n    throw er; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1568\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1929:14)", "Object..js (node:internal/modules/cjs/loader:2060:10)", "Module.load (node:internal/modules/cjs/loader:1651:32)", "Module._load (node:internal/modules/cjs/loader:1443:12)", "wrapModuleLoad (node:internal/modules/cjs/loader:261:19)", "Module.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:154:5)", "node:internal/main/run_main_module:33:47"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:90:21)",
	},
	{25, 9, 0}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:1705:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:121:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:216:20)",
		Rejection:   "node:internal/process/promises:330\n      new UnhandledPromiseRejection(reason);\n      ^\n\n",
		Rejected:    []string{"throwUnhandledRejectionsMode (node:internal/process/promises:330:7)", "processPromiseRejections (node:internal/process/promises:413:17)", "process.processTicksAndRejections (node:internal/process/task_queues:105:32)"},
		Unhandled:   "node:events:487\n      throw er; // Unhandled 'error' event\n      ^\n\n",
		UnhandledNo: "node:events:500\n    throw err; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1478\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1829:14)", "Object..js (node:internal/modules/cjs/loader:1969:10)", "Module.load (node:internal/modules/cjs/loader:1552:32)", "Module._load (node:internal/modules/cjs/loader:1354:12)", "wrapModuleLoad (node:internal/modules/cjs/loader:255:19)", "Module.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:154:5)", "node:internal/main/run_main_module:33:47"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:90:21)",
	},
	{26, 10, 0}: {
		Connect:     "TCPConnectWrap.afterConnect [as oncomplete] (node:net:2083:16)",
		Lookup:      "GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)",
		Read:        "TCP.onStreamRead (node:internal/stream_base_commons:221:20)",
		Rejection:   "node:internal/process/promises:322\n      new UnhandledPromiseRejection(reason);\n      ^\n\n",
		Rejected:    []string{"throwUnhandledRejectionsMode (node:internal/process/promises:322:7)", "processPromiseRejections (node:internal/process/promises:405:17)", "process.processTicksAndRejections (node:internal/process/task_queues:106:37)"},
		Unhandled:   "node:events:505\n    throw er; // Unhandled 'error' event\n    ^\n\n",
		UnhandledNo: "node:events:505\n    throw er; // Unhandled 'error' event\n    ^\n\n",
		NotFound:    "node:internal/modules/cjs/loader:1595\n  throw err;\n  ^\n\n",
		Main:        []string{"Module._compile (node:internal/modules/cjs/loader:1956:14)", "Object..js (node:internal/modules/cjs/loader:2096:10)", "Module.load (node:internal/modules/cjs/loader:1678:32)", "Module._load (node:internal/modules/cjs/loader:1470:12)", "wrapModuleLoad (node:internal/modules/cjs/loader:261:19)", "Module.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:171:5)", "node:internal/main/run_main_module:33:47"},
		Tick:        "process.processTicksAndRejections (node:internal/process/task_queues:90:21)",
	},
}

// Internals are those of the release.
func (r Release) Internals() *Internals { return internals[r.Version] }
