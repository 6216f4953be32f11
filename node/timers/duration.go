package timers

import (
	"finishline/node/env"
	"finishline/node/realm"
)

// Duration checks a timeout in milliseconds (getTimerDuration): a number that
// is neither negative nor infinite, cut to Max.
func Duration(e *env.Env, v realm.Value, name string) float64 {
	ms, ok := Number(e.Engine.Export(v))
	if !ok {
		e.Throw(realm.NewTypeError("ERR_INVALID_ARG_TYPE", `The "`+name+`" argument must be of type number.`+e.Received(v)))
	}
	if !(ms >= 0) || ms > 1e308 {
		e.Throw(realm.NewRangeError("ERR_OUT_OF_RANGE", `The value of "`+name+`" is out of range. It must be a non-negative finite number.`+" Received "+number(ms)))
	}
	if ms > Max {
		if e.EmitWarning != nil {
			w := realm.NewError("", number(ms)+" does not fit into a 32-bit signed integer.\nTimer duration was truncated to 2147483647.")
			w.Name = "TimeoutOverflowWarning"
			e.EmitWarning(w)
		}
		return Max
	}
	return ms
}

// Number is v if it is a number.
func Number(v realm.Value) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
