# make run    installs what is missing, builds, and serves feeds/ at http://127.0.0.1:8080/
# make test   installs what is missing, and runs every test
# make install [DESTDIR=] [PREFIX=/usr/local]   after make build; needs no Swift

PREFIX = /usr/local
DESTDIR =

BINARY = .build/release/feedherald
RELEASE = swift build --configuration release --static-swift-stdlib --product feedherald
UNITS = feedherald.service feedherald.socket
STAGE = $(CURDIR)/.build/stage

.PHONY: run build test lint test-debug test-release test-units check-long install clean

run: build
	exec $(BINARY) serve feeds

build:
	.ci/setup build
	$(RELEASE)

# One after the other also under make -j: they share .build. On two cores tests that block a thread starve each other,
# so modules are tested one test after the other; end-to-end tests mostly wait for the daemon.
test:
	.ci/setup test
	$(MAKE) lint
	$(MAKE) test-debug
	$(MAKE) test-release
	$(MAKE) test-units

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

test-debug test-release check-long: export FEEDHERALD_PYTHON = $(CURDIR)/.build/venv/bin/python

test-debug:
	swift build --build-tests
	swift test --skip-build --no-parallel --skip EndToEndTests

test-release:
	$(RELEASE)
	FEEDHERALD_BINARY="$(CURDIR)/$(BINARY)" swift test --skip-build --filter EndToEndTests

# systemd-analyze wants the program where the unit says it is: they are checked as installed.
test-units:
	rm -rf "$(STAGE)"
	$(MAKE) install DESTDIR= PREFIX="$(STAGE)"
	systemd-analyze verify $(UNITS:%="$(STAGE)/lib/systemd/system/%")
	systemd-analyze security --offline=true --threshold=12 --no-pager "$(STAGE)/lib/systemd/system/feedherald.service"

# By hand, for an hour or two. With Swift's own backtraces on, a sanitizer's report can hang.
check-long: export SWIFT_BACKTRACE = enable=no
check-long: export ASAN_OPTIONS = suppressions=$(CURDIR)/Tests/address-sanitizer.supp
check-long: export LSAN_OPTIONS = suppressions=$(CURDIR)/Tests/leak-sanitizer.supp
check-long:
	.ci/setup test
	swift test --sanitize=address --scratch-path .build-address --no-parallel --skip EndToEndTests
	swift test --sanitize=thread --scratch-path .build-thread --no-parallel --skip EndToEndTests
	swift build --build-tests
	$(RELEASE)
	FEEDHERALD_KILLS=1000 FEEDHERALD_BINARY="$(CURDIR)/$(BINARY)" swift test --skip-build --filter EndToEndTests

install:
	test -x $(BINARY) || $(RELEASE)
	install -D --mode=755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/feedherald"
	install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system" "$(DESTDIR)$(PREFIX)/share/doc/feedherald"
	for unit in $(UNITS); do \
	    sed 's|/usr/local|$(PREFIX)|g' "systemd/$$unit" >"$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit" || exit 1; \
	    chmod 644 "$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit" || exit 1; \
	done
	install --mode=644 $(wildcard README.md CHANGELOG.md) "$(DESTDIR)$(PREFIX)/share/doc/feedherald/"

clean:
	rm -rf .build .build-address .build-thread
