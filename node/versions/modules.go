package versions

// What built-in modules export, and say when they are loaded.
var (
	PunycodeDeprecated = behaviour("punycode-deprecated", ">=21", "lib/punycode.js at 23.7.0",
		"Loading punycode outside node_modules gives a deprecation warning (DEP0040).")
	SysNamesNodeUtil = behaviour("sys-names-node-util", ">=25", "lib/sys.js at 25.9.0",
		"The warning of sys recommends node:util; before, util.")
	ThreadsPostAnywhere = behaviour("threads-post-anywhere", ">=20.20 <21 || >=22.5", "lib/worker_threads.js at 20.20.2",
		"worker_threads.postMessageToThread exists.")
	ThreadsKnowInternal = behaviour("threads-know-internal", ">=22.14 <23 || >=23.7", "lib/worker_threads.js at 23.7.0",
		"worker_threads.isInternalThread exists.")
	ThreadsMarkUncloneable = behaviour("threads-mark-uncloneable", ">=22.10", "lib/worker_threads.js at 22.23.3",
		"worker_threads.markAsUncloneable exists.")
	StreamOldNames = behaviour("stream-old-names", "<26", "lib/_stream_readable.js at 25.9.0, not at 26.10.0",
		"_stream_readable and its kin can be required.")
	ReadlineSeparators = behaviour("readline-separators", ">=24", "lib/internal/readline/interface.js at 24.21.0, not at 23.7.0",
		"readline ends lines at U+2028 and U+2029, too.")
	ZlibCRC32 = behaviour("zlib-crc32", ">=20.15 <21 || >=22.2", "lib/zlib.js at 20.20.2", "zlib.crc32 exists.")
	ZlibZstd  = behaviour("zlib-zstd", ">=22.15 <23 || >=23.8", "lib/zlib.js at 22.23.3, not at 23.7.0",
		"zlib has the names of Zstandard.")
	ThreadsHaveNames = behaviour("threads-have-names", ">=22.20 <23 || >=24.6", "lib/worker_threads.js at 22.23.3 and 24.21.0, not at 23.7.0",
		"worker_threads.threadName exists.")
)
