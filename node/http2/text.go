package http2

import (
	"math"
	"strconv"
	"strings"

	"finishline/node/realm"
)

// text is String(v) of an exported value.
func text(v realm.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return numberText(v)
	case bool:
		if v {
			return "true"
		}
		return "false"
	case nil:
		return "undefined"
	case realm.NullType:
		return "null"
	case []byte:
		return string(v)
	case []realm.Value:
		s := ""
		for i, x := range v {
			if i > 0 {
				s += ","
			}
			if !realm.IsNullish(x) {
				s += text(x)
			}
		}
		return s
	case interface{ String() string }:
		return v.String()
	case *realm.Error:
		return v.Name + ": " + v.Message
	}
	return "[object Object]"
}

func numberText(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == math.Trunc(f) && math.Abs(f) < 1e21:
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// toInt32 is v | 0.
func toInt32(v realm.Value) int {
	switch v := v.(type) {
	case int:
		return int(int32(v))
	case int64:
		return int(int32(v))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0
		}
		return int(int32(int64(v)))
	case bool:
		if v {
			return 1
		}
	case string:
		if f, err := strconv.ParseFloat(strings.TrimSpace(v), 64); err == nil {
			return toInt32(f)
		}
	}
	return 0
}
