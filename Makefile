# The same targets on every machine and in continuous integration (.ci/run). Go fetches everything but what .ci/tools
# installs through the system's package manager: a C compiler for the race detector, a browser, Chinese fonts, and Java for
# the HTML checker, which comes through npm.

GO ?= go
FUZZTIME ?= 20s
TAGS = -tags browser

.PHONY: test check fuzz bench bench-compare site docs golden

# test installs what the tests need, where it may, and runs all of them: under the race detector what runs without a
# browser, and without it what looks at pages through one (the detector would watch the reading of pictures, for minutes)
# and the three that start the most builds.
test:
	sh .ci/tools
	$(GO) test -race -timeout 20m -skip 'TestCachedBuild|TestKilled|TestCrossCompile' ./...
	$(GO) test $(TAGS) -timeout 20m -skip 'TestScript' ./cmd/xiangwei ./internal/browser

# check looks at everything that is not a test: format, vet, staticcheck, the module file, generated documents.
check:
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then \
		echo "not formatted (run gofmt -w):"; echo "$$unformatted"; exit 1; fi
	$(GO) vet $(TAGS) ./...
	$(GO) tool staticcheck $(TAGS) ./...
	$(GO) mod tidy -diff
	$(GO) test ./internal/schema ./internal/build -run 'Document'

# fuzz runs every fuzz target for FUZZTIME.
fuzz:
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test $$package -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) || exit 1; \
		done; \
	done

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# bench-compare runs benchmarks here and at an earlier commit in turn, and tells what differs and how surely. BASE is the
# last commit, or the one before where nothing has been changed since; BENCH chooses benchmarks, COUNT is how often.
BASE ?= $(if $(shell git status --porcelain),HEAD,HEAD~1)
BENCH ?= Stages|Build|Changed|SaveToPage
COUNT ?= 6
bench-compare:
	@set -e; old=$$(mktemp -d); trap 'git worktree remove --force $$old/tree; rm -rf $$old' EXIT; \
	git worktree add -q --detach $$old/tree $(BASE); \
	for i in $$(seq $(COUNT)); do \
		(cd $$old/tree && $(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./internal/... ./cmd/... 2>/dev/null >>$$old/old.txt) || true; \
		$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./internal/... ./cmd/... >>$$old/new.txt; \
	done; \
	$(GO) tool benchstat $$old/old.txt $$old/new.txt

# site publishes the demo site to public/.
site:
	$(GO) run ./cmd/xiangwei build

# docs writes docs/kinds.md and docs/problems.md anew from the kinds and the rules.
docs:
	$(GO) test ./internal/schema -run TestKindsDocument -update
	$(GO) test ./internal/build -run 'TestProblemsDocument|TestServingFiles' -update

# golden rewrites the golden sites; look at the difference before committing it.
golden:
	$(GO) test ./cmd/xiangwei -run TestGoldenSites -update
