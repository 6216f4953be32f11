package versions

// What differs in the process object and in how a process ends.
var (
	// ExitCodeValidated: process.exitCode takes integers only.
	ExitCodeValidated = behaviour("exit-code-validated", ">=20", "https://github.com/nodejs/node/pull/43716",
		"process.exit and process.exitCode throw for anything but an integer, or a string that holds one.")
	// RejectionErrorHasStack: UnhandledPromiseRejection is a class with a stack.
	RejectionErrorHasStack = behaviour("unhandled-rejection-error-has-stack", ">=20", "lib/internal/process/promises.js at v20.20.2",
		"The error that wraps a rejection with something that is no error is printed with its stack.")
	// RejectionsTakenTogether: processPromiseRejections swaps the map.
	RejectionsTakenTogether = behaviour("unhandled-rejections-taken-together", ">=20", "lib/internal/process/promises.js at 20.20.2 (one by one at 18.20.8)",
		"Unhandled rejections are taken from their list together: one that a listener of an earlier one handles is reported all the same, and if a listener throws, the rest are never reported.")
	// MicrotaskErrorLosesContext: until AsyncContextFrame.
	MicrotaskErrorLosesContext = behaviour("microtask-error-loses-context", "<24", "seen at 18.20.8, 22.23.3 and 23.7.0, not at 24.21.0; AsyncLocalStorage above AsyncContextFrame",
		"What a queueMicrotask callback throws is reported outside of every AsyncLocalStorage context.")
)

// What differs in how a file is compiled.
var (
	// SyntaxErrorNamesIdentifier: "Unexpected identifier 'x'".
	SyntaxErrorNamesIdentifier = behaviour("syntax-error-names-identifier", ">=20", "V8 11 against V8 10.2",
		"The message of a syntax error names the identifier that was not expected.")
	// DetectsModules: import and export in a .js file make it a module.
	DetectsModules = behaviour("detects-modules", ">=20.19.0 <21 || >=22.7.0", "https://github.com/nodejs/node/pull/53619",
		"A .js file that fails to compile as CommonJS because of import, export or a top-level await runs as a module.")
)

// What differs in the messages of JSON.parse.
var (
	// JSONErrorsExplain: messages say what was expected, or show the text.
	JSONErrorsExplain = behaviour("json-errors-explain", ">=20", "V8 11 against V8 10.2",
		"JSON.parse's errors say what was expected and show the text around the place.")
	// JSONErrorsNameLine: they end in "(line L column C)".
	JSONErrorsNameLine = behaviour("json-errors-name-line", ">=22", "V8 12 against V8 11.3",
		"JSON.parse's errors name line and column beside the position.")
	// RepeatNamesCount: "Invalid count value: -1".
	RepeatNamesCount = behaviour("repeat-names-count", ">=20", "V8 11 against V8 10.2",
		"String.prototype.repeat's error names the count.")
)

// ErrorIsError: Error.isError exists.
var ErrorIsError = behaviour("error-is-error", ">=24", "V8 13.4", "Error.isError tells errors from other objects.")
