package lib

import (
	_ "embed"
	"encoding/json"
	"testing"
)

// What Node 24.21.0 makes of these words with localeCompare: the sorted order,
// and which neighbours are equal.
//
//go:embed testdata/collation.json
var collationRecorded []byte

func TestStringsAreOrderedAsInNode(t *testing.T) {
	var cases []struct {
		Options struct {
			Numeric     bool   `json:"numeric"`
			Sensitivity string `json:"sensitivity"`
		} `json:"options"`
		Order []string `json:"order"`
		Ties  string   `json:"ties"`
	}
	if err := json.Unmarshal(collationRecorded, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		collation := Collation{Numeric: c.Options.Numeric, Sensitivity: c.Options.Sensitivity}
		for i := 1; i < len(c.Order); i++ {
			want := -1
			if c.Ties[i-1] == '1' {
				want = 0
			}
			a, b := c.Order[i-1], c.Order[i]
			if got := collation.Compare(a, b); got != want {
				t.Errorf("%+v: %q before %q: %d, Node says %d", c.Options, a, b, got, want)
			}
			if got := collation.Compare(b, a); got != -want {
				t.Errorf("%+v: %q after %q: %d, Node says %d", c.Options, b, a, got, -want)
			}
		}
	}
}
