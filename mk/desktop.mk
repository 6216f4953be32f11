# The stage: in a window, and in the canvas of the page.

.PHONY: desktop desktop-deps stage-test stage-vet

# make desktop FILE=server.js VERSION=23.7.0
desktop: desktop-deps
	$(GO) build -o $(BIN)/finishline-desktop ./cmd/finishline-desktop
	$(BIN)/finishline-desktop $(if $(VERSION),--version $(VERSION)) $(FILE)

desktop-deps:
	@sh .ci/deps desktop

# A window on a display that nobody sees, and the canvas in a browser.
stage-test:
	FINISHLINE_DESKTOP=1 FINISHLINE_BROWSER=1 $(GO) test -count=1 -p 1 ./cmd/finishline-desktop/onscreen ./wasm/stage

stage-vet:
	GOOS=js GOARCH=wasm $(GO) vet ./stage/... ./wasm/stage

test: stage-test
check: stage-vet
