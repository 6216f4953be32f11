package web

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Go's rasterizer finds the same outlines, widths and characters in a plainer font.
func TestPlainFontsDrawTheSame(t *testing.T) {
	for name, file := range map[string][]byte{"bold": gobold.TTF, "mono": gomono.TTF, "regular": goregular.TTF} { // order: each alone
		plain, err := plainFont(file)
		require.NoError(t, err, name)
		require.Less(t, len(plain), len(file)/2, name)
		want, err := sfnt.Parse(file)
		require.NoError(t, err)
		got, err := sfnt.Parse(plain)
		require.NoError(t, err, name)
		require.Equal(t, want.NumGlyphs(), got.NumGlyphs())
		var a, b sfnt.Buffer
		for r := rune(0); r < 0x3000; r++ {
			i, err := want.GlyphIndex(&a, r)
			require.NoError(t, err)
			j, err := got.GlyphIndex(&b, r)
			require.NoError(t, err)
			require.Equal(t, i, j, "%s %q", name, r)
		}
		for g := range sfnt.GlyphIndex(want.NumGlyphs()) {
			size := fixed.I(13)
			outline, err := want.LoadGlyph(&a, g, size, nil)
			require.NoError(t, err)
			same, err := got.LoadGlyph(&b, g, size, nil)
			require.NoError(t, err)
			require.Equal(t, outline, same, "%s glyph %d", name, g)
			width, err := want.GlyphAdvance(&a, g, size, 0)
			require.NoError(t, err)
			sameWidth, err := got.GlyphAdvance(&b, g, size, 0)
			require.NoError(t, err)
			require.Equal(t, width, sameWidth)
		}
	}
	_, err := plainFont(goregular.TTF[:200])
	require.ErrorIs(t, err, errFont)
}
