//go:build !unix

package main

// terminalWidth is that of stdout; here nobody knows it.
func terminalWidth() int { return 0 }
