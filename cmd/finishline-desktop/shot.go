package main

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"time"

	"finishline/stage/window"
)

func shotName(now time.Time) string { return now.Format("finishline-20060102-150405.png") }

// shot keeps the next picture of the window.
func (p *program) shot(file string) {
	p.window.Shot(func(img *image.RGBA) {
		if err := writePNG(file, img); err != nil {
			p.desk.Note("no screenshot: " + err.Error())
			return
		}
		p.desk.Note("screenshot: " + file)
	})
	p.desk.Note("")
}

// shotAndQuit is --screenshot.
func (p *program) shotAndQuit(file string) {
	p.window.Shot(func(img *image.RGBA) {
		p.quit = window.Closed
		if err := writePNG(file, img); err != nil {
			p.quit = fmt.Errorf("--screenshot: %w", err)
		}
		p.window.Wake()
	})
}

func writePNG(file string, img *image.RGBA) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := png.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
