package priority

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

type item struct{ key, id, place int }

func (a *item) Before(b *item) bool { return a.key < b.key || a.key == b.key && a.id < b.id }
func (a *item) Place() *int         { return &a.place }

// TestAgainstSortedSlice draws pushes, changes and removals, and compares with
// a slice that is sorted at every look.
func TestAgainstSortedSlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q Queue[*item]
		var all []*item
		for n := rapid.IntRange(1, 60).Draw(t, "n"); n > 0; n-- {
			switch op := rapid.IntRange(0, 3).Draw(t, "op"); {
			case op < 2 || len(all) == 0:
				x := &item{key: rapid.IntRange(0, 5).Draw(t, "key"), id: n}
				all = append(all, x)
				q.Push(x)
			case op == 2:
				x := all[rapid.IntRange(0, len(all)-1).Draw(t, "which")]
				x.key = rapid.IntRange(0, 5).Draw(t, "key")
				q.Fix(x)
			default:
				i := rapid.IntRange(0, len(all)-1).Draw(t, "which")
				q.Remove(all[i])
				q.Remove(all[i]) // a second time does nothing
				all = slices.Delete(all, i, i+1)
			}
			first := q.First()
			if (first != nil) != (len(all) > 0) || len(q.Items()) != len(all) {
				t.Fatalf("%d items, want %d", len(q.Items()), len(all))
			}
			for _, x := range all {
				if x.Before(first) {
					t.Fatalf("first is %v, but %v comes before", *first, *x)
				}
			}
		}
	})
}
