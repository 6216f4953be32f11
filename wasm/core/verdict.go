//go:build js && wasm

package main

import (
	"encoding/json"

	"finishline/sim"
	"finishline/verdict"
)

// verdictOf is the verdict of a run as JSON; "" if it fails, which no run may
// suffer from.
func verdictOf(t *sim.Trace) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	b, err := json.Marshal(verdict.Of(t))
	if err != nil {
		return ""
	}
	return string(b)
}
