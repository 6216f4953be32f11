# Finishline. `make test` is the one test command; it installs what it needs on
# a Debian machine as root and says what to install elsewhere.

GO          ?= go
STATICCHECK  = honnef.co/go/tools/cmd/staticcheck@v0.8.2
H2SPEC       = github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible
BIN          = $(CURDIR)/.bin
export PATH := $(BIN):$(PATH)

.PHONY: test deps check unit build conformance wasm verify record bench clean

test: deps check unit build conformance wasm verify reality-check browser

deps:
	@sh .ci/deps

check:
	@test -z "$$(gofmt -l $$(find . -name "*.go" -not -path "./.bin/*" -not -path "*/node_modules/*") | tee /dev/stderr)" || { echo "gofmt: format the files above (gofmt -w .)"; exit 1; }
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./sim ./kernel ./netmodel ./live ./h1/... ./h2/... ./node/... ./script/...
	$(GO) run $(STATICCHECK) ./...

# Tests that visit every scenario visit some under the race detector; the others
# here, and what real Node printed in verify.
unit:
	$(GO) test -race ./...
	$(GO) test -skip TestRealNodeAgrees ./scenarios ./scene ./verdict

include mk/desktop.mk
include mk/web.mk
include mk/explore.mk
include mk/fuzz.mk

clean:
	rm -rf $(BIN) dist

build:
	$(GO) build -o $(BIN)/finishline ./cmd/finishline

# The same traces natively and under WASM, with Node as the WASM host.
wasm: build
	GOOS=js GOARCH=wasm $(GO) build -o $(BIN)/finishline.wasm ./cmd/finishline
	$(BIN)/finishline verify --hashes > $(BIN)/hashes.native
	node --stack-size=4000 "$$($(GO) env GOROOT)/lib/wasm/wasm_exec_node.js" $(BIN)/finishline.wasm verify --hashes > $(BIN)/hashes.wasm
	cmp $(BIN)/hashes.native $(BIN)/hashes.wasm
	GOOS=js GOARCH=wasm $(GO) build -ldflags="-s -w" -o $(BIN)/core.wasm ./wasm/core
	node --stack-size=4000 wasm/core/host_test.cjs "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" $(BIN)/core.wasm 23.7.0
	@echo "trace hashes: native and WASM agree on $$(wc -l < $(BIN)/hashes.native) runs"

# Simulation against recorded Node.
verify: build
	$(BIN)/finishline verify -q

# h2spec and real HTTP/2 clients against the live kernel.
conformance: build
	@command -v h2spec >/dev/null 2>&1 || GOBIN=$(BIN) $(GO) install $(H2SPEC)
	FINISHLINE_CONFORMANCE=1 $(GO) test -count=1 -v -run 'H2Spec|Curl|Nghttp|H2load|Wrk|RealNode' ./cmd/finishline

# Adds what real Node prints to the recordings: make record FILES=scenarios/x.js
record: build
	$(BIN)/finishline record $(FILES)

# Ratios in one run, and throughput; docs/performance.md says what they mean.
bench:
	$(GO) test -run xxx -bench . -benchmem ./sim ./netmodel ./h1 ./h2 ./scene ./explore
	FINISHLINE_BENCH=1 $(GO) test -count=1 -v -run TestRatio ./scenarios
	FINISHLINE_BENCH=100000 $(GO) test -count=1 -v -run TestMemoryStaysFlat ./explore
	FINISHLINE_BENCH=1 FINISHLINE_BROWSER=1 $(GO) test -count=1 -timeout 30m -v -run TestFigures ./web
