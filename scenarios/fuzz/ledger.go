package fuzz

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Entry is what is kept of a cell: one line of JSON. What real Node printed is
// in it, so the simulation can be asked again without real Node.
type Entry struct {
	Family  string `json:"family"`
	Seed    uint64 `json:"seed"`
	Version string `json:"node"`
	Script  string `json:"script"` // hash of the script that the seed grew
	Verdict string `json:"verdict"`
	Real    string `json:"real,omitempty"`

	Views []EntryView `json:"views,omitempty"`
}

// EntryView is what is kept of a view.
type EntryView struct {
	Name    string `json:"name"`
	Verdict string `json:"verdict"`
	Real    string `json:"real,omitempty"`
}

// view is the entry's view of that name, nil if real Node was not asked for it.
func (e *Entry) view(name string) *EntryView {
	for i := range e.Views {
		if e.Views[i].Name == name {
			return &e.Views[i]
		}
	}
	return nil
}

// Stable says whether real Node's output is one that can be compared with.
func (e Entry) Stable() bool { return e.Verdict != Unstable.String() }

// Key names the cell.
func (e Entry) Key() string { return fmt.Sprintf("%s-%d-%s", e.Family, e.Seed, e.Version) }

// Hash names a script by its text. Seeds name scripts only as long as the
// grammar stays as it is; a hash tells when it has not.
func Hash(script string) string {
	sum := sha256.Sum256([]byte(script))
	return hex.EncodeToString(sum[:8])
}

// ReadEntries reads lines of JSON, gzipped or not. A last line without its end is
// that of a run that was killed while writing: it is left out.
func ReadEntries(data []byte) ([]Entry, error) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		if data, err = io.ReadAll(z); err != nil {
			return nil, err
		}
	}
	var out []Entry
	for n := 1; ; n++ {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		if !whole {
			return out, nil
		}
		var e Entry
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, e)
		data = rest
	}
}

// PackEntries is the gzipped form, the same bytes for the same entries.
func PackEntries(list []Entry) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	enc := json.NewEncoder(z)
	for _, e := range list {
		if err := enc.Encode(e); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Ledger is a file of entries that grows while cells are judged, so that a run
// that is stopped, in whatever way, goes on where it was. A later entry of a
// cell replaces an earlier one.
type Ledger struct {
	file  *os.File
	order []string
	cells map[string]Entry
}

// OpenLedger reads the file, or begins it. A torn last line is cut off.
func OpenLedger(path string) (*Ledger, error) {
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	list, err := ReadEntries(data)
	if err != nil {
		return nil, fmt.Errorf("%s is not a state file of finishline fuzz: %w; move it away to begin anew", path, err)
	}
	l := &Ledger{cells: map[string]Entry{}}
	for _, e := range list {
		l.keep(e)
	}
	if l.file, err = os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644); err != nil {
		return nil, err
	}
	if err := l.file.Truncate(int64(len(data))); err != nil {
		return nil, err
	}
	_, err = l.file.Seek(0, io.SeekEnd)
	return l, err
}

func (l *Ledger) keep(e Entry) {
	if _, known := l.cells[e.Key()]; !known {
		l.order = append(l.order, e.Key())
	}
	l.cells[e.Key()] = e
}

// Add keeps an entry, at once in the file.
func (l *Ledger) Add(e Entry) error {
	l.keep(e)
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = l.file.Write(append(line, '\n'))
	return err
}

// Find is the entry of a cell, if it is of this very script.
func (l *Ledger) Find(key, script string) (Entry, bool) {
	e, ok := l.cells[key]
	return e, ok && e.Script == script
}

// Entries are all cells, in the order in which they were first judged.
func (l *Ledger) Entries() []Entry {
	out := make([]Entry, 0, len(l.order))
	for _, k := range l.order {
		out = append(out, l.cells[k])
	}
	return out
}

// Close closes the file.
func (l *Ledger) Close() error { return l.file.Close() }
