package script

import "time"

// Limits bound what a script may use. Zero means the default.
type Limits struct {
	CPU     time.Duration // of interpreted time in one stretch
	Virtual time.Duration // virtual time of the whole run
	Memory  uint64        // bytes of heap above what there was at the start
}
