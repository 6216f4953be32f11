package child

import (
	"slices"
	"testing"
)

// TestLinesHoweverTheyAreCut: messages come out the same wherever the bytes were cut.
func TestLinesHoweverTheyAreCut(t *testing.T) {
	const stream = "{\"a\":1}\n\"two\"\n\nnull\nrest"
	want := []string{`{"a":1}`, `"two"`, "", "null"}
	for first := 0; first <= len(stream); first++ {
		for second := first; second <= len(stream); second++ {
			var got []string
			var data []byte
			for _, part := range []string{stream[:first], stream[first:second], stream[second:]} {
				data = JSONLines(append(data, part...), func(line []byte) { got = append(got, string(line)) })
			}
			if !slices.Equal(got, want) || string(data) != "rest" {
				t.Fatalf("cut at %d and %d: %q and %q left", first, second, got, data)
			}
		}
	}
}
