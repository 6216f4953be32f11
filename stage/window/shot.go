package window

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"
)

// Shot gives the next picture to f, as the window shows it. It must be called
// between frames: from input or from Options.Frame.
func (g *Game) Shot(f func(*image.RGBA)) { g.shots = append(g.shots, f) }

func (g *Game) takeShots(screen *ebiten.Image) {
	if len(g.shots) == 0 {
		return
	}
	img := image.NewRGBA(screen.Bounds())
	screen.ReadPixels(img.Pix)
	for _, f := range g.shots {
		f(img)
	}
	g.shots = nil
}
