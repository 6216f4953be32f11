package main

import (
	"os"
	"time"
)

// stamp is a file's state as far as one can see it without reading it.
type stamp struct {
	time time.Time
	size int64
}

func stampOf(file string) stamp {
	if info, err := os.Stat(file); err == nil {
		return stamp{info.ModTime(), info.Size()}
	}
	return stamp{}
}

// lookEvery is how often the file is looked at: one stat costs a microsecond.
const lookEvery = 250 * time.Millisecond

// watch wakes the window when the file was saved; it runs it only when the file
// has rested for one look, because editors write in pieces.
func (p *program) watch() {
	seen := stampOf(p.file)
	for range time.Tick(lookEvery) {
		now := stampOf(p.file)
		if now == seen {
			continue
		}
		for {
			time.Sleep(lookEvery / 5)
			again := stampOf(p.file)
			if again == now {
				break
			}
			now = again
		}
		seen = now
		p.changed.Store(true)
		p.window.Wake()
	}
}
