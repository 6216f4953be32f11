# Finishline. `make test` is the one test command; it installs what it needs on
# a Debian machine as root and says what to install elsewhere.

GO          ?= go
STATICCHECK  = honnef.co/go/tools/cmd/staticcheck@v0.8.2
H2SPEC       = github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible
BIN          = $(CURDIR)/.bin
export PATH := $(BIN):$(PATH)

.PHONY: test deps check unit conformance wasm verify record bench fuzz clean

test: deps check unit conformance wasm verify

deps:
	@sh .ci/deps

check:
	@test -z "$$(gofmt -l . | tee /dev/stderr)" || { echo "gofmt: format the files above (gofmt -w .)"; exit 1; }
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./sim ./kernel ./netmodel ./live ./h1/... ./h2/... ./node/... ./script/...
	$(GO) run $(STATICCHECK) ./...

unit:
	$(GO) test -race ./...

clean:
	rm -rf $(BIN) dist
