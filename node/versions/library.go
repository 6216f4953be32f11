package versions

// What util.inspect, Buffer and their relatives do differently.
var (
	ReceivedByType = behaviour("received-by-type", ">=20", "lib/internal/errors.js determineSpecificType",
		"ERR_INVALID_ARG_TYPE describes what it received by type, cutting a long string itself rather than its quoted form.")
	BufferPool64K = behaviour("buffer-pool-64k", ">=24.0.0 <25 || >=26", "lib/buffer.js Buffer.poolSize",
		"Small Buffers are slices of a pool of 64 KiB; before it was 8 KiB.")
	BufferSizeRange = behaviour("buffer-size-range", ">=20", "lib/buffer.js assertSize",
		"Buffer.alloc with a bad size throws ERR_OUT_OF_RANGE; before it was ERR_INVALID_ARG_VALUE.")
	BufferMax53 = behaviour("buffer-max-53", ">=22", "buffer.constants.MAX_LENGTH",
		"The largest Buffer is 2^53-1 bytes; before it was 4 GiB.")
	InspectTagWithin = behaviour("inspect-tag-within", ">=22.12 <23 || >=24 <26", "lib/internal/util/inspect.js getPrefix",
		"util.inspect hides Symbol.toStringTag when the constructor's name contains it as a word.")
	InspectTagDotted = behaviour("inspect-tag-dotted", ">=26", "lib/internal/util/inspect.js getPrefix",
		"util.inspect shows a dotted Symbol.toStringTag in the place of the constructor's name.")
	InspectExtraBracketed = behaviour("inspect-extra-bracketed", ">=22.12 <23 || >=24", "lib/internal/util/inspect.js formatExtraProperties",
		"util.inspect shows byteLength and its like in brackets: they are getters.")
	InspectCollapseFrames = behaviour("inspect-collapse-frames", ">=22.12 <23 || >=24", "lib/internal/util/inspect.js getDuplicateErrorFrameRanges",
		"util.inspect collapses repeated frames of a long stack.")
	InspectOwnCause = behaviour("inspect-own-cause", ">=22.12 <23 || >=24", "lib/internal/util/inspect.js formatError",
		"util.inspect shows an error's cause and errors only if they are its own properties.")
	InspectSymbolKeysBare = behaviour("inspect-symbol-keys-bare", ">=24", "lib/internal/util/inspect.js formatProperty",
		"util.inspect brackets a key only if it is not enumerable; before, symbols always had brackets.")
	InspectProxyMarked = behaviour("inspect-proxy-marked", ">=26", "lib/internal/util/inspect.js formatValue",
		"util.inspect shows that an object is a proxy.")
	InspectCollectionLimit = behaviour("inspect-collection-limit", ">=20", "lib/internal/util/inspect.js formatSet, formatMap",
		"maxArrayLength also limits sets and maps.")
	FormatPrimitiveWins = behaviour("format-primitive-wins", ">=23 <24", "lib/internal/util/inspect.js hasBuiltInToString",
		"util.format's %s calls Symbol.toPrimitive wherever there is one.")
	FormatPrimitiveSeen = behaviour("format-primitive-seen", ">=20 <23 || >=24", "lib/internal/util/inspect.js hasBuiltInToString",
		"util.format's %s calls a Symbol.toPrimitive that a user wrote.")
	ConsoleAssertObjects = behaviour("console-assert-objects", ">=22", "lib/internal/console/constructor.js assert",
		"console.assert inspects a message that is an object; before, it was made a string.")
	ConsoleTableLeft = behaviour("console-table-left", ">=20", "lib/internal/cli_table.js renderRow",
		"console.table aligns cells to the left; before, they were centred.")
	PromisifyWarns = behaviour("promisify-warns", ">=21", "lib/internal/util.js promisify",
		"util.promisify warns when the function returns a promise itself.")
	UtilLegacyTypes = behaviour("util-legacy-types", "<23", "lib/util.js",
		"util has isString, isDate, log and their like.")
	StyleTextNone = behaviour("style-text-none", ">=22.12 <23 || >=24", "lib/util.js styleText",
		"util.styleText knows the style 'none'.")
	StyleTextNests = behaviour("style-text-nests", ">=22.12 <23 || >=24", "lib/util.js styleText",
		"util.styleText opens its style again after a nested one that closes it.")
	StyleTextChecksStream = behaviour("style-text-checks-stream", ">=22.12", "lib/util.js styleText",
		"util.styleText leaves text plain if process.stdout is no terminal.")
	AssertLineDiff = behaviour("assert-line-diff", ">=22", "lib/internal/assert/myers_diff.js",
		"assert shows a minimal line diff; before, lines were compared pairwise from the top.")
	AssertDiffOption = behaviour("assert-diff-option", ">=22.12 <23 || >=24", "lib/internal/assert/assertion_error.js",
		"AssertionError has a property diff.")
	AssertPartial = behaviour("assert-partial", ">=22", "lib/assert.js partialDeepStrictEqual",
		"assert.partialDeepStrictEqual exists.")
	AssertCustomDiff = behaviour("assert-custom-diff", ">=20", "lib/internal/assert/assertion_error.js",
		"assert.strictEqual and deepStrictEqual show the diff below a message of one's own, too.")
	ErrorCauseCompared = behaviour("error-cause-compared", ">=20", "lib/internal/util/comparisons.js",
		"Deep equality of errors compares cause and errors.")
	OpaqueUnequal = behaviour("opaque-unequal", ">=24", "lib/internal/util/comparisons.js",
		"Deep equality of two promises, weak maps or weak sets is identity.")
	StyleTextAliases = behaviour("style-text-aliases", ">=24", "lib/util.js styleText",
		"util.styleText's error lists aliases of colours, too.")
	ParseEnvNull = behaviour("parse-env-null", ">=25", "src/node_dotenv.cc",
		"util.parseEnv returns an object without prototype.")
	UtilStyleText = behaviour("util-style-text", ">=20", "lib/util.js", "util.styleText exists.")
	UtilParseEnv  = behaviour("util-parse-env", ">=20", "lib/util.js", "util.parseEnv exists.")
	UtilCallSites = behaviour("util-call-sites", ">=22", "lib/util.js", "util.getCallSites and getSystemErrorMessage exist.")
	PathFormatDot = behaviour("path-format-dot", ">=19", "lib/path.js format",
		"path.format puts a dot before ext if it has none.")
	InvalidURLInputFirst = behaviour("invalid-url-input-first", "<20", "lib/internal/errors.js ERR_INVALID_URL",
		"An invalid URL's error lists input before code.")
	InvalidURLBase = behaviour("invalid-url-base", ">=20", "src/node_url.cc ThrowInvalidURL",
		"An invalid URL's error names the base.")
	URLParse        = behaviour("url-parse", ">=20.19 <21 || >=22.1", "lib/internal/url.js", "URL.parse exists.")
	URLCaretEncoded = behaviour("url-caret-encoded", ">=24", "deps/ada", "A '^' in a URL's path is percent-encoded.")
	AssertOneLine   = behaviour("assert-one-line", ">=22.12 <23 || >=24", "lib/internal/errors/error_source.js",
		"assert shows the first line of an expression that is false; before, it showed the whole call.")
	ConsoleOrder = behaviour("console-order", ">=22", "lib/internal/console/constructor.js",
		"console lists log, info, debug, warn, error first.")
	GlobalCrypto = behaviour("global-crypto", ">=19", "lib/internal/process/pre_execution.js", "crypto is a global.")
	// StyleOneChecksStream: what 20 has of StyleChecksStream.
	StyleOneChecksStream = behaviour("style-one-checks-stream", ">=20.18 <21", "lib/util.js styleText at 20.20.2",
		"util.styleText with one format leaves text alone if the stream is no terminal; with a list it does not look.")
	// SyncErrorSyscallFirst: handleErrorFromBinding copies the context's properties.
	SyncErrorSyscallFirst = behaviour("sync-error-syscall-first", "<20", "lib/internal/errors.js uvException",
		"An error of a synchronous fs call lists syscall before code.")
	H2ServerHandshake = behaviour("h2-server-handshake", ">=20.12 <21 || >=21.7", "lib/http2.js",
		"http2.performServerHandshake exists.")
	// TimersKeepContext: [kAsyncContextFrame], the timers of AsyncContextFrame.
	TimersKeepContext = behaviour("timers-keep-context", ">=22", "lib/internal/timers.js, class Timeout",
		"Timers show Symbol(kAsyncContextFrame).")
	SocketTypeOfService = behaviour("socket-type-of-service", ">=24", "lib/net.js at 24.21.0 (setTypeOfService)",
		"Sockets show Symbol(kSetTOS).")
	ListenersShowEmitting = behaviour("listeners-show-emitting", ">=24", "lib/events.js, kEmitting",
		"An event's array of listeners shows Symbol(events.emitting).")
	EmitterShapeMode = behaviour("emitter-shape-mode", ">=20", "lib/events.js EventEmitter.init",
		"An EventEmitter shows a property Symbol(shapeMode) when inspected.")
)
