# make run    installs what is missing, builds, and serves feeds/ at http://127.0.0.1:8080/
# make test   installs what is missing, and runs every test
# make install [DESTDIR=] [PREFIX=/usr/local]   after make build; needs no Swift

PREFIX = /usr/local
DESTDIR =

# The doors for bytes from outside, as Fuzz/FuzzTarget.swift names them.
FUZZ_TARGETS = front-matter markdown html clippings dates adopted judged
FUZZING = -max_total_time=60

BINARY = .build/release/feedherald
RELEASE = swift build --configuration release --static-swift-stdlib --product feedherald
UNITS = feedherald.service feedherald.socket
STAGE = $(CURDIR)/.build/stage

.PHONY: run build release test lint tests test-debug test-publishing test-modules test-fuzz test-release test-programs-a test-programs-m \
    test-units test-unmount check-long fuzz install clean

run: build
	exec $(BINARY) serve feeds

build:
	.ci/setup build
	$(RELEASE)

# Each line is done before the next, also under make -j; what stands in one goes side by side. Tests mostly wait, so two
# processes of them and the builds share two cores, of which the builds take what is left. Tests that block a thread starve
# each other, so those of modules go one after the other, publishing's beside all others'.
ABREAST = $(MAKE) --output-sync=target

test:
	.ci/setup test
	$(ABREAST) --jobs=2 lint tests
	$(ABREAST) --jobs=4 IDLY="nice -n 19" test-publishing test-modules test-fuzz release
	$(ABREAST) --jobs=2 test-programs-a test-programs-m
	$(MAKE) test-units

lint:
	swift format lint --strict --recursive Sources Tests Fuzz Package.swift

test-debug test-publishing test-modules test-release test-programs-a test-programs-m check-long: \
    export FEEDHERALD_PYTHON = $(CURDIR)/.build/venv/bin/python

tests:
	swift build --build-tests

# Not by swift test, which keeps .build for itself while tests run.
TESTS = .build/debug/feedheraldPackageTests.xctest --testing-library swift-testing

test-debug: tests
	$(ABREAST) --jobs=2 test-publishing test-modules

test-publishing:
	$(TESTS) --no-parallel --filter '^PublishingTests\.'

test-modules:
	$(TESTS) --no-parallel --skip '^(PublishingTests|EndToEndTests)\.'

release:
	$(IDLY) $(RELEASE)

test-release: tests release
	$(ABREAST) --jobs=2 test-programs-a test-programs-m

# Two halves, by the names of their suites.
test-programs-a test-programs-m: export FEEDHERALD_BINARY = $(CURDIR)/$(BINARY)

test-programs-a:
	$(TESTS) --filter '^EndToEndTests\.[A-L]'

test-programs-m:
	$(TESTS) --filter '^EndToEndTests\.[^A-L]'

# A few seconds of each, from one seed, so that what it finds is not somebody else's fault.
test-fuzz: FUZZING = -seed=1 -runs=5000 -max_total_time=6
test-fuzz: fuzz

# make fuzz [FUZZ_TARGETS="dates html"] [FUZZING=-max_total_time=3600]. What it finds lies in .build-fuzz/, and is
# tried again by .build-fuzz/debug/Fuzz --target=dates .build-fuzz/dates-crash-...
fuzz: export SWIFT_BACKTRACE = enable=no
fuzz:
	FEEDHERALD_FUZZ=1 $(IDLY) swift build --sanitize fuzzer --scratch-path .build-fuzz --disable-index-store --product Fuzz
	for target in $(FUZZ_TARGETS); do \
	    echo "fuzzing $$target" && mkdir -p ".build-fuzz/corpus/$$target" && \
	    .build-fuzz/debug/Fuzz "--target=$$target" $(FUZZING) -timeout=10 -rss_limit_mb=1024 \
	        "-artifact_prefix=.build-fuzz/$$target-" ".build-fuzz/corpus/$$target" "Fuzz/Corpus/$$target" \
	        >".build-fuzz/$$target.log" 2>&1 || { tail -n 40 ".build-fuzz/$$target.log"; exit 1; }; \
	done

# systemd-analyze wants the program where the unit says it is: they are checked as installed.
test-units:
	rm -rf "$(STAGE)"
	$(MAKE) install DESTDIR= PREFIX="$(STAGE)"
	systemd-analyze verify $(UNITS:%="$(STAGE)/lib/systemd/system/%")
	systemd-analyze security --offline=true --threshold=12 --no-pager "$(STAGE)/lib/systemd/system/feedherald.service"

# As root alone: it mounts, and says so where it may not.
test-unmount:
	Tests/unmount.sh "$(CURDIR)/$(BINARY)"

# By hand, for an hour or two. With Swift's own backtraces on, a sanitizer's report can hang.
check-long: export SWIFT_BACKTRACE = enable=no
check-long: export ASAN_OPTIONS = suppressions=$(CURDIR)/Tests/address-sanitizer.supp
check-long: export LSAN_OPTIONS = suppressions=$(CURDIR)/Tests/leak-sanitizer.supp
check-long:
	.ci/setup test
	swift test --sanitize=address --scratch-path .build-address --no-parallel --skip EndToEndTests
	swift test --sanitize=thread --scratch-path .build-thread --no-parallel --skip EndToEndTests
	$(MAKE) fuzz
	swift build --build-tests
	$(RELEASE)
	FEEDHERALD_KILLS=1000 FEEDHERALD_BINARY="$(CURDIR)/$(BINARY)" swift test --skip-build --filter EndToEndTests
	$(MAKE) test-unmount

install:
	test -x $(BINARY) || $(RELEASE)
	install -D --mode=755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/feedherald"
	install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system" "$(DESTDIR)$(PREFIX)/share/doc/feedherald"
	for unit in $(UNITS); do \
	    sed 's|/usr/local|$(PREFIX)|g' "systemd/$$unit" >"$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit" || exit 1; \
	    chmod 644 "$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit" || exit 1; \
	done
	install --mode=644 $(wildcard README.md CHANGELOG.md) "$(DESTDIR)$(PREFIX)/share/doc/feedherald/"
	install -d "$(DESTDIR)$(PREFIX)/share/doc/feedherald/templates"
	install --mode=644 Sources/Templates/BuiltIn/*.mustache "$(DESTDIR)$(PREFIX)/share/doc/feedherald/templates/"

clean:
	rm -rf .build .build-address .build-fuzz .build-thread
