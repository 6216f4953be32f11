package desk

import "finishline/scene"

func bar(x, w float32) scene.Shape {
	return scene.Shape{Kind: scene.Box, X: x, Y: 2, W: w, H: 12, R: 1}
}

func right(x, w float32) scene.Shape {
	return scene.Shape{Kind: scene.Flag, X: x, Y: 2, W: w, H: 12}
}

func left(x, w float32) scene.Shape {
	return scene.Shape{Kind: scene.Flag, X: x, Y: 2, W: -w, H: 12}
}

// icons are the five pictures of the transport: to the beginning, a step back,
// play or pause, a step on, to the end.
func icons(i int, playing bool) []scene.Shape {
	switch {
	case i == 0:
		return []scene.Shape{bar(2, 2), left(13, 9)}
	case i == 1:
		return []scene.Shape{left(12, 9)}
	case i == 2 && playing:
		return []scene.Shape{bar(3, 4), bar(9, 4)}
	case i == 2:
		return []scene.Shape{right(3, 11)}
	case i == 3:
		return []scene.Shape{right(4, 9)}
	}
	return []scene.Shape{right(3, 9), bar(12, 2)}
}
