# Random scripts against real Node. Time-bounded, and resumable: the state file
# keeps every cell with what real Node printed, and the same command goes on
# where the last one stopped. docs/fidelity.md says how to read the tables.
TIME       ?= 8h
SEEDS      ?= 50000:54000
FUZZJOBS   ?= 4
FUZZSTATE  ?= .bin/fuzz.jsonl
FUZZFLAGS  ?= --rotate
FUZZSLICE   = scenarios/fuzz/testdata/slice.jsonl.gz
FUZZ        = $(BIN)/finishline fuzz --state $(FUZZSTATE) --seeds $(SEEDS) --time $(TIME) --jobs $(FUZZJOBS) $(FUZZFLAGS)

.PHONY: fuzz-real fuzz-record fuzz-wire fuzz-wire-record
fuzz-real: build
	$(FUZZ)

# Records the slice that TestRecordedSlice compares with: the scripts of the
# state file that are equal and stable; real Node is asked only about seeds that
# the state file does not know.
fuzz-record: build
	$(FUZZ) --scripts 110 --record $(FUZZSLICE)

# The same with what goes over the connections and what the process asks the
# kernel. Scripts that open no socket have neither.
WIREFLAGS  = --frames --syscalls --family net,http2,compat,frames,http,messages --shrink 0
WIRESLICE  = scenarios/fuzz/testdata/wire.jsonl.gz
fuzz-wire fuzz-wire-record: FUZZSTATE = .bin/fuzz-wire.jsonl
fuzz-wire: build
	.ci/deps strace
	$(FUZZ) $(WIREFLAGS)

fuzz-wire-record: build
	.ci/deps strace
	$(FUZZ) $(WIREFLAGS) --scripts 24 --record $(WIRESLICE)
