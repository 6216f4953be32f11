// Package compress is HPACK (RFC 7541) as nghttp2 does it: which fields enter the dynamic
// table, which are sent as literals and when the Huffman form is chosen decide how many octets
// a header block has, and a Node program can see that count (socket.bytesWritten,
// session.state.deflateDynamicTableSize). Huffman coding itself is golang.org/x/net's.
package compress

import "golang.org/x/net/http2/hpack"

// entryOverhead is what RFC 7541 section 4.1 charges for an entry beside its octets.
const entryOverhead = 32

// DefaultTableSize is the dynamic table's limit in octets until SETTINGS says otherwise.
const DefaultTableSize = 4096

func entrySize(f hpack.HeaderField) int { return len(f.Name) + len(f.Value) + entryOverhead }

// dynamicTable holds the entries of one direction, oldest first.
type dynamicTable struct {
	entries []hpack.HeaderField
	size    int // octets, overhead included
	limit   int // octets
}

// firstEntries is how many entries are made room for at once.
const firstEntries = 8

// get gives the entry with HPACK index i (1-based, static table first).
func (t *dynamicTable) get(i uint64) (hpack.HeaderField, bool) {
	if i == 0 {
		return hpack.HeaderField{}, false
	}
	if i <= uint64(len(staticTable)) {
		return staticTable[i-1], true
	}
	i -= uint64(len(staticTable))
	if i > uint64(len(t.entries)) {
		return hpack.HeaderField{}, false
	}
	return t.entries[uint64(len(t.entries))-i], true
}

// add inserts f and evicts what no longer fits; an entry larger than the table empties it
// (RFC 7541 section 4.4).
func (t *dynamicTable) add(f hpack.HeaderField) {
	f.Sensitive = false
	room := entrySize(f)
	t.evict(t.limit - room)
	if room > t.limit {
		return
	}
	if t.entries == nil {
		t.entries = make([]hpack.HeaderField, 0, firstEntries)
	}
	t.entries = append(t.entries, f)
	t.size += room
}

// evict drops the oldest entries until at most max octets remain.
func (t *dynamicTable) evict(max int) {
	n := 0
	for t.size > max && n < len(t.entries) {
		t.size -= entrySize(t.entries[n])
		n++
	}
	if n > 0 {
		kept := copy(t.entries, t.entries[n:])
		clear(t.entries[kept:])
		t.entries = t.entries[:kept]
	}
}

func (t *dynamicTable) setLimit(n int) {
	t.limit = n
	t.evict(n)
}

// staticTable is RFC 7541 appendix A.
var staticTable = [61]hpack.HeaderField{
	{Name: ":authority"}, {Name: ":method", Value: "GET"}, {Name: ":method", Value: "POST"},
	{Name: ":path", Value: "/"}, {Name: ":path", Value: "/index.html"},
	{Name: ":scheme", Value: "http"}, {Name: ":scheme", Value: "https"},
	{Name: ":status", Value: "200"}, {Name: ":status", Value: "204"}, {Name: ":status", Value: "206"},
	{Name: ":status", Value: "304"}, {Name: ":status", Value: "400"}, {Name: ":status", Value: "404"},
	{Name: ":status", Value: "500"}, {Name: "accept-charset"},
	{Name: "accept-encoding", Value: "gzip, deflate"}, {Name: "accept-language"}, {Name: "accept-ranges"},
	{Name: "accept"}, {Name: "access-control-allow-origin"}, {Name: "age"}, {Name: "allow"},
	{Name: "authorization"}, {Name: "cache-control"}, {Name: "content-disposition"},
	{Name: "content-encoding"}, {Name: "content-language"}, {Name: "content-length"},
	{Name: "content-location"}, {Name: "content-range"}, {Name: "content-type"}, {Name: "cookie"},
	{Name: "date"}, {Name: "etag"}, {Name: "expect"}, {Name: "expires"}, {Name: "from"}, {Name: "host"},
	{Name: "if-match"}, {Name: "if-modified-since"}, {Name: "if-none-match"}, {Name: "if-range"},
	{Name: "if-unmodified-since"}, {Name: "last-modified"}, {Name: "link"}, {Name: "location"},
	{Name: "max-forwards"}, {Name: "proxy-authenticate"}, {Name: "proxy-authorization"}, {Name: "range"},
	{Name: "referer"}, {Name: "refresh"}, {Name: "retry-after"}, {Name: "server"}, {Name: "set-cookie"},
	{Name: "strict-transport-security"}, {Name: "transfer-encoding"}, {Name: "user-agent"},
	{Name: "vary"}, {Name: "via"}, {Name: "www-authenticate"},
}

// staticFirst maps a name to the first static index that has it.
var staticFirst = func() map[string]int {
	m := make(map[string]int, len(staticTable))
	for i := len(staticTable); i > 0; i-- {
		m[staticTable[i-1].Name] = i
	}
	return m
}()
