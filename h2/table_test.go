package h2

import (
	"fmt"
	"strings"
	"testing"
)

// TestTableOrder pins the walk to what real Node clients showed when one GOAWAY (last stream 0)
// refused their requests 1, 3, 5 …: the order of the streams' 'close' events. The streams close
// from the table's end to its beginning.
func TestTableOrder(t *testing.T) {
	for _, c := range []struct {
		node  string
		hash  TableHash
		n     int
		order string
	}{
		{"23.7.0", TableHash157, 6, "3 11 1 9 7 5"},
		{"18.18.2", TableHash157, 13, "21 3 11 19 1 9 17 25 7 15 23 5 13"},
		{"20.20.2", TableHash157, 20, "21 29 37 3 11 19 27 35 1 9 17 25 33 7 15 23 31 39 5 13"},
		{"25.9.0", TableHash168, 6, "1 3 5 7 9 11"},
		{"25.9.0", TableHash168, 13, "15 1 17 3 19 5 21 7 23 9 25 11 13"},
		{"25.9.0", TableHash168, 20, "29 15 1 31 17 3 33 19 5 35 21 7 37 23 9 39 25 11 27 13"},
		{"26.10.0", TableHash169, 6, "3 11 1 9 7 5"},
		{"24.21.0", TableHash169, 13, "13 21 3 11 19 1 9 17 25 7 15 23 5"},
		{"22.23.3", TableHash169, 20, "31 13 39 21 3 29 11 37 19 1 27 9 35 17 25 7 33 15 23 5"},
	} {
		tab := streamTable{hash: c.hash}
		for i := range c.n {
			id := StreamID(2*i + 1)
			tab.insert(id, &stream{id: id})
		}
		var walk []string
		tab.each(func(st *stream) bool {
			walk = append([]string{fmt.Sprint(st.id)}, walk...)
			return true
		})
		if got := strings.Join(walk, " "); got != c.order {
			t.Errorf("Node %s, %d streams: closed %s, want %s", c.node, c.n, got, c.order)
		}
	}
}

// TestTableAgainstMap inserts and removes at random places and compares with Go's map.
func TestTableAgainstMap(t *testing.T) {
	for _, hash := range []TableHash{TableHash157, TableHash168, TableHash169} {
		tab, want := streamTable{hash: hash}, map[StreamID]*stream{}
		seed := uint32(1)
		for range 5000 {
			seed = seed*1664525 + 1013904223
			id := StreamID(seed>>20&0xff | 1)
			if want[id] == nil && seed&4 == 0 {
				want[id] = &stream{id: id}
				tab.insert(id, want[id])
			} else if seed&4 != 0 {
				delete(want, id)
				tab.remove(id)
			}
			if tab.size != len(want) || tab.find(id) != want[id] {
				t.Fatalf("hash %d: after %d: size %d, want %d", hash, id, tab.size, len(want))
			}
		}
		for id, st := range want {
			if tab.find(id) != st {
				t.Fatalf("hash %d: %d lost", hash, id)
			}
		}
	}
}
