package sim

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

// sample is a trace with every field in use, and values at their ends.
func sample() *Trace {
	t := NewTrace(0)
	loop := t.newObject(Object{Kind: t.Sym("loop"), Name: t.Sym("main"), Proc: 1})
	sock := t.newObject(Object{Kind: t.Sym("socket"), Parent: loop, Proc: 65535})
	t.add(Record{At: 5, Kind: KindIteration, Obj: loop, A: 1})
	t.add(Record{At: 5, Kind: KindCall, Obj: sock, Name: t.Sym("end"), Text: t.Sym("'grüße'"), Pos: t.Sym("a.js:7:3"), Line: 7, Cause: 1, Proc: 1})
	t.add(Record{At: 1 << 50, Kind: KindSyscall, Obj: sock, A: -104, B: 1<<63 - 1, Cause: 2, Proc: 65535})
	t.add(Record{At: 1 << 50, Kind: KindExit, A: -1 << 63, Cause: 1})
	return t
}

func TestATraceSurvivesEncoding(t *testing.T) {
	want := sample()
	got, err := DecodeTrace(want.Encode())
	require.NoError(t, err)
	require.Equal(t, want.Hash(), got.Hash())
	require.True(t, reflect.DeepEqual(want.blocks, got.blocks))
	require.False(t, got.Cut())

	cut := NewTrace(1)
	cut.add(Record{Kind: KindExit})
	cut.add(Record{Kind: KindExit})
	got, err = DecodeTrace(cut.Encode())
	require.NoError(t, err)
	require.True(t, got.Cut(), "that records were dropped is not forgotten")
}

func TestATraceCanBeSentWhileItGrows(t *testing.T) {
	whole := sample()
	growing := NewTrace(0)
	growing.strings, growing.objects = whole.strings, whole.objects[:2]
	var e Encoder
	sent := e.Next(nil, growing)
	for i := 1; i <= whole.Len(); i++ {
		growing.objects = whole.objects
		growing.add(*whole.At(RecordID(i)))
		sent = e.Next(sent, growing)
	}
	got, err := DecodeTrace(e.End(sent, growing))
	require.NoError(t, err)
	require.Equal(t, whole.Hash(), got.Hash())
}

func TestALongTraceStaysWhereItIs(t *testing.T) {
	trace := NewTrace(0)
	for i := 1; i <= 3*blockRecordsMax; i++ {
		require.Equal(t, RecordID(i), trace.add(Record{A: int64(i)}))
	}
	early := trace.At(blockRecordsMax + 1)
	trace.add(Record{})
	require.Same(t, early, trace.At(blockRecordsMax+1))
	for i := 1; i <= 3*blockRecordsMax; i++ {
		require.Equal(t, int64(i), trace.At(RecordID(i)).A)
	}
	require.Equal(t, 3*blockRecordsMax+1, trace.Len())
	got, err := DecodeTrace(trace.Encode())
	require.NoError(t, err)
	require.Equal(t, trace.Hash(), got.Hash())
}

func TestABrokenTraceIsAnError(t *testing.T) {
	good := sample().Encode()
	for n := range good {
		_, err := DecodeTrace(good[:n])
		require.Error(t, err, "the first %d bytes of a trace are not a trace", n)
	}
	for i := range good {
		for _, bit := range []byte{1, 0x80, 0xff} {
			b := append([]byte(nil), good...)
			b[i] ^= bit
			tr, err := DecodeTrace(b) // must not panic
			if err == nil {
				consistent(t, tr)
			}
		}
	}
	_, err := DecodeTrace([]byte("FLTR\x02"))
	require.ErrorContains(t, err, "format version 2")
	_, err = DecodeTrace(append(sample().Encode(), 0))
	require.ErrorContains(t, err, "after its end")
}

// consistent checks what DecodeTrace promises about what it returns.
func consistent(t *testing.T, tr *Trace) {
	t.Helper()
	for i := 1; i <= tr.Len(); i++ {
		r := tr.At(RecordID(i))
		require.Less(t, r.Cause, RecordID(i))
		require.LessOrEqual(t, int(r.Obj), tr.Objects())
		for _, s := range []Sym{r.Name, r.Text, r.Pos} {
			require.Less(t, int(s), len(tr.strings))
		}
	}
	for i := 1; i <= tr.Objects(); i++ {
		require.Less(t, tr.Object(ObjID(i)).Parent, ObjID(i))
	}
}

func FuzzDecodeTrace(f *testing.F) {
	f.Add(sample().Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		tr, err := DecodeTrace(b)
		if err != nil {
			return
		}
		consistent(t, tr)
		again, err := DecodeTrace(tr.Encode())
		require.NoError(t, err)
		require.Equal(t, tr.Hash(), again.Hash())
	})
}
