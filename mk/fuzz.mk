# Random scripts against real Node. Time-bounded, and resumable: the state file
# keeps every cell with what real Node printed, and the same command goes on
# where the last one stopped. docs/fidelity.md says how to read the table.
TIME       ?= 8h
SEEDS      ?= 50000:54000
FUZZJOBS   ?= 4
FUZZSTATE  ?= .bin/fuzz.jsonl
FUZZFLAGS  ?= --rotate
FUZZSLICE   = scenarios/fuzz/testdata/slice.jsonl.gz

.PHONY: fuzz-real fuzz-record
fuzz-real: build
	$(BIN)/finishline fuzz --state $(FUZZSTATE) --seeds $(SEEDS) --time $(TIME) --jobs $(FUZZJOBS) $(FUZZFLAGS)

# Records the slice that TestRecordedSlice compares with: the scripts of the
# state file that are equal and stable; real Node is asked only about seeds that
# the state file does not know.
fuzz-record: build
	$(BIN)/finishline fuzz --state $(FUZZSTATE) --seeds $(SEEDS) --time $(TIME) --jobs $(FUZZJOBS) $(FUZZFLAGS) --scripts 110 --record $(FUZZSLICE)
