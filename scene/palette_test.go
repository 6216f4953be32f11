package scene

import (
	"image/color"
	"math"
	"testing"
)

// TestContrast holds every text to WCAG 2.2, success criterion 1.4.3 (AA): 4.5 to 1.
func TestContrast(t *testing.T) {
	pairs := []struct {
		text Role
		on   []Role
	}{
		{RoleText, []Role{RoleBackground, RolePanel, RoleStation, RolePhase}},
		{RoleTextDim, []Role{RoleBackground, RolePanel, RoleStation, RolePhase}},
		{RoleTextTitle, []Role{RolePanel}},
		{RolePhaseActiveText, []Role{RolePhaseActive}},
		{RoleTokenText, []Role{RoleTokenData, RoleTokenHeaders, RoleTokenControl, RoleTokenSettings, RoleTokenFin, RoleTokenRst}},
		{RoleLoss, []Role{RolePanel, RoleLossPanel}},
		{RoleGateShut, []Role{RolePanel}},
		{RoleOk, []Role{RolePanel, RoleOkPanel}},
		{RoleWarn, []Role{RolePanel, RoleLossPanel}},
		{RoleServer, []Role{RolePanel}},
		{RoleClient, []Role{RolePanel}},
		{RoleTick, []Role{RoleStation}},
		{RoleMicrotask, []Role{RoleStation}},
		{RoleImmediate, []Role{RoleStation}},
		{RoleCursorText, []Role{RoleCursor}},
	}
	for _, theme := range []Theme{Dark, Light} {
		p := Palette(theme)
		for _, pair := range pairs {
			for _, on := range pair.on {
				if c := contrast(p[pair.text], p[on]); c < 4.5 {
					t.Errorf("theme %d: %v on %v has a contrast of %.2f to 1", theme, pair.text, on, c)
				}
			}
		}
	}
}

func contrast(a, b color.RGBA) float64 {
	l, m := luminance(a), luminance(b)
	if l < m {
		l, m = m, l
	}
	return (l + 0.05) / (m + 0.05)
}

func luminance(c color.RGBA) float64 {
	channel := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}
