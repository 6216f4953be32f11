package versions

// What differs in the process object and in how a process ends.
var (
	// ExitCodeValidated: process.exitCode takes integers only.
	ExitCodeValidated = behaviour("exit-code-validated", ">=20", "https://github.com/nodejs/node/pull/43716",
		"process.exit and process.exitCode throw for anything but an integer, or a string that holds one.")
	// RejectionErrorHasStack: UnhandledPromiseRejection is a class with a stack.
	RejectionErrorHasStack = behaviour("unhandled-rejection-error-has-stack", ">=20", "lib/internal/process/promises.js at v20.20.2",
		"The error that wraps a rejection with something that is no error is printed with its stack.")
)
