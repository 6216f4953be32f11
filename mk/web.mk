# The playground in the browser.

.PHONY: play dist page browser

# Builds the playground, serves it on this machine, and opens it where there is a browser.
play:
	@$(GO) run ./cmd/playground

# The playground as static files for any web host, compressed ones beside them.
dist:
	@$(GO) run ./cmd/playground --dist dist

# The page's types.
page:
	cd web && npm ci --no-audit --no-fund --loglevel=error && npx tsc --noEmit -p .

# The playground in a real browser. FINISHLINE_SHOTS=$(CURDIR)/docs keeps the pictures.
browser: page
	FINISHLINE_BROWSER=1 $(GO) test -count=1 -timeout 30m ./web
