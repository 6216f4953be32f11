package script

import (
	"github.com/dop251/goja"

	"finishline/node/events"
)

// Event names of Node's own are symbols: one Go value below, one symbol above.
// goja's symbols may be shared by all runtimes.
var (
	symbolOf = map[*events.Symbol]*goja.Symbol{}
	symbolIn = map[*goja.Symbol]*events.Symbol{}
)

// DefineSymbol gives a machine's symbol its script form.
func DefineSymbol(s *events.Symbol) *goja.Symbol {
	if js := symbolOf[s]; js != nil {
		return js
	}
	js := goja.NewSymbol(s.Description)
	symbolOf[s], symbolIn[js] = js, s
	return js
}

var errorMonitorSymbol = DefineSymbol(events.ErrorMonitor)
