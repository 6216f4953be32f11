package scene

import (
	"strconv"

	"finishline/sim"
)

func appendInt(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

// appendBytes writes a size as people read it; tooltips give it exactly.
func appendBytes(b []byte, n int64) []byte {
	switch {
	case n < 10000:
		return append(appendInt(b, n), " B"...)
	case n < 1<<20:
		return append(appendTenth(b, n, 1<<10), " KiB"...)
	case n < 1<<30:
		return append(appendTenth(b, n, 1<<20), " MiB"...)
	}
	return append(appendTenth(b, n, 1<<30), " GiB"...)
}

// appendTenth writes n/unit with one decimal below 100, unless it is 0.
func appendTenth(b []byte, n, unit int64) []byte {
	tenths := (n*10 + unit/2) / unit
	b = appendInt(b, tenths/10)
	if tenths < 1000 && tenths%10 != 0 {
		b = append(append(b, '.'), byte('0'+tenths%10))
	}
	return b
}

// appendTime writes a virtual time.
func appendTime(b []byte, t sim.Time) []byte {
	if t >= 10e9 {
		return append(appendFixed(b, int64(t)/1e6, 3), " s"...)
	}
	return append(appendFixed(b, int64(t)/1e3, 3), " ms"...)
}

// appendFixed writes n with the last digits behind a point.
func appendFixed(b []byte, n int64, digits int) []byte {
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	b = append(appendInt(b, n/unit), '.')
	for unit /= 10; unit > 0; unit /= 10 {
		b = append(b, byte('0'+n/unit%10))
	}
	return b
}
