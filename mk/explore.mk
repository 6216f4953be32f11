# What real Node did with a delaying proxy in between must be among what
# exploration finds. The real runs are recorded in explore/testdata/reality.
.PHONY: reality-check reality
reality-check:
	FINISHLINE_REALITY_CHECK=1 $(GO) test -count=1 -run TestReality ./explore

# Makes more real runs (N of each pair of scripts on each version) and adds them.
N ?= 3
reality:
	FINISHLINE_REALITY=$(N) $(GO) test -count=1 -v -timeout 0 -run TestRecordReality ./explore
