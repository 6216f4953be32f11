// Package scene turns a trace and a cursor into a list of shapes: the picture
// of the race between end(), 'finish', close() and the buffers. It is pure: it
// sees a trace, never the runtime, a clock or a screen. Painters (Ebitengine in
// stage, SVG and PNG here) draw the shapes in order and know nothing else.
//
// A token is one frame, or the bytes of one write where there are no frames. It
// is drawn where its bytes are: their offset in TCP's stream says so at every
// record. What the kernel keeps until it is acknowledged is only a number. Where
// a buffer holds more tokens than its station has room for, the rest is a count.
// Between two records nothing happened; tokens are drawn between two stations
// only to lead the eye.
package scene

import "finishline/sim"

// Kind is how a shape is drawn.
type Kind uint8

// The kinds of shapes. All lengths are CSS pixels.
const (
	// Box: a rectangle X, Y, W, H with corner radius R, filled with Role, outlined with Stroke if Width > 0.
	Box Kind = 1 + iota
	// Line: from X, Y to X+W, Y+H, Width thick, in Role, with butt ends.
	Line
	// Dot: a disc with centre X, Y and radius R, filled with Role, outlined with Stroke if Width > 0.
	Dot
	// Flag: a pennant: the triangle X, Y – X+W, Y+H/2 – X, Y+H in Role; H may be negative.
	Flag
	// Cross: an x of two lines in the box X, Y, W, H, Width thick, in Role.
	Cross
	// Text: Text in Role, Size high, with its baseline at Y; Align says what X is. W is the room that it has; it always fits.
	Text
	// Chequer: a chequered flag in X, Y, W, H: squares of side R in Role and Stroke.
	Chequer
)

// Align says what a text's X is.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Middle
	Right
)

// Shape is one thing to draw. Shapes are drawn in order, later ones on top.
type Shape struct {
	Kind         Kind
	Role, Stroke Role
	Align        Align
	Bold, Mono   bool
	// Hit: a pointer over the shape means Record, Obj or Part.
	Hit                  bool
	Part                 Part
	X, Y, W, H, R, Width float32
	Size                 float32 // of Text
	Alpha                float32 // 0 (nothing) to 1
	Text                 string
	Record               sim.RecordID
	Obj                  sim.ObjID
}

// Part says what region of the picture a shape is, where that is not a record:
// input needs to know what a click means.
type Part uint8

// The parts.
const (
	NoPart         Part = iota
	PartConnection      // Obj is a connection: clicking focuses it
	PartTimeline        // the plot of the timeline: dragging scrubs, the wheel zooms
)

// View is what to look at and how.
type View struct {
	W, H     float32 // the canvas, CSS pixels
	Theme    Theme   // painters pass it to Palette; no shape depends on it
	Cursor   sim.RecordID
	Fraction float32 // 0 to 1 towards the next record: tokens travel
	// Focus is a connection (an object that Connections names), or 0: the one that the cursor is about.
	Focus           sim.ObjID
	Selected, Hover sim.RecordID
	// ZoomFrom and ZoomTo are the part of the timeline that is shown, 0 to 1; both zero: all of it.
	ZoomFrom, ZoomTo float32
	ReducedMotion    bool // tokens jump
	Compact          bool // stack as on a phone, whatever W is
	Told             bool // what was lost is said beside the picture
}

// Scene is a list of shapes that Build reuses.
type Scene struct {
	Shapes []Shape
	// Height is what the shapes need: it may be more than View.H (a phone scrolls) and is never less than it would be empty.
	Height float32
	// Plot is the timeline's plot, for scrubbing.
	Plot Rect

	story *Story
	view  View
	scratch
}

// Rect is a rectangle, CSS pixels.
type Rect struct{ X, Y, W, H float32 }

// Contains reports whether a point is in the rectangle.
func (r Rect) Contains(x, y float32) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}
