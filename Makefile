# luce: official lists of green manufacturing, compiled from git into a portal.
#
# On a bare Debian 12, as root or with sudo:
#
#	apt-get install -y make && make site	the portal, in site/
#	make test				every test
#
# `make help` lists the other targets; `make V=1` shows the commands.

# What Debian 12 must have installed: to build, and to test.
BUILD_PKGS = gcc libc6-dev pkgconf libcmark-dev libgit2-dev libjansson-dev libcsv-dev \
	libssl-dev libcurl4-openssl-dev libutf8proc-dev libxlsxwriter-dev zlib1g-dev
TEST_PKGS = libcmocka-dev valgrind strace clang libclang-rt-14-dev clang-format clang-tidy cppcheck git \
	golang-go golang-golang-x-mod-dev openssh-client openssl \
	chromium fonts-noto-cjk $(if $(shell command -v npm),,nodejs npm)

# For you to set.
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
export LUCE_SHARED ?= ../shared

# What the code relies on, and what protects the product.
MODULES = libcmark libcurl libgit2 jansson libcrypto libutf8proc xlsxwriter zlib
INCLUDES := -Isrc $(shell pkg-config --cflags $(MODULES) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(MODULES) 2>/dev/null) -lcsv
WARN = -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wvla
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong

# A variant is another build beside the product's, for the tests: make VARIANT=asan all tests
VARIANT =
BUILD = build$(VARIANT:%=/%)
ifeq ($(VARIANT),gcc)
CC = gcc
WERROR = -Werror
else ifeq ($(VARIANT),clang)
CC = clang
WERROR = -Werror
else ifeq ($(VARIANT),asan)
CC = clang
WERROR = -Werror
HARDEN = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifeq ($(VARIANT),fuzz)
CC = clang
WERROR = -Werror
HARDEN = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifneq ($(VARIANT),)
$(error no variant $(VARIANT): gcc, clang, asan or fuzz)
endif

# No path of this machine and no date gets into the program: the same sources give the same bytes.
COMPILE = $(CC) -std=c17 $(INCLUDES) $(WARN) $(WERROR) $(HARDEN) -fPIE -pthread \
	-ffile-prefix-map=$(CURDIR)=. $(CPPFLAGS) $(CFLAGS)
LINK = -pie -Wl,-z,relro,-z,now -Wl,--build-id=sha1 $(LDFLAGS)

SOURCES := $(sort $(wildcard src/*/*.c))
HEADERS := $(sort $(wildcard src/*/*.h src/*/*.def))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
MAIN = $(BUILD)/obj/commands/main.o
# A file tests/unit/test_*.c is a program; the others there are linked into each.
UNIT := $(sort $(wildcard tests/unit/*.c))
TESTS = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(filter tests/unit/test_%,$(UNIT)))
HELPERS = $(patsubst tests/unit/%.c,$(BUILD)/obj/tests/%.o,$(filter-out tests/unit/test_%,$(UNIT)))

# ---- building

say = $(if $(V),,@printf '  %-5s%s\n' $1 $@;)

all: $(BUILD)/luce ## build the program, build/luce

$(BUILD)/luce: $(MAIN) $(BUILD)/libluce.a
	$(call say,LINK)$(COMPILE) $(LINK) -o $@ $^ $(LIBS)

$(BUILD)/libluce.a: $(filter-out $(MAIN),$(OBJECTS))
	$(call say,AR)rm -f $@ && $(AR) rcsD $@ $^

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/obj/tests/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -MMD -MP -c -o $@ $<

# A test that replaces functions of the system says so in a line of its own:
# /* link: -Wl,--wrap=rename */
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(HELPERS) $(BUILD)/libluce.a
	@mkdir -p $(@D)
	$(call say,LINK)$(COMPILE) $(LINK) $(shell sed -n 's|^/\* link: \(.*\) \*/$$|\1|p' tests/unit/$*.c) \
		-o $@ $^ -lcmocka $(LIBS)

# Prints the demonstration's history: see tests/demo/write-history.
$(BUILD)/history-stream: tests/demo/history.c $(BUILD)/obj/tests/demo_history.o $(BUILD)/libluce.a
	$(call say,LINK)$(COMPILE) $(LINK) -o $@ $^ $(LIBS)

# libFuzzer, and all that it feeds.
$(BUILD)/fuzz: tests/fuzz/fuzz.c $(BUILD)/libluce.a
	$(call say,LINK)$(COMPILE) -fsanitize=fuzzer $(LINK) -o $@ $^ $(LIBS)

# Touched only when the flags change, so that everything is then built again.
$(BUILD)/flags: FORCE
	@pkg-config --exists $(MODULES) || { \
		echo 'luce: libraries are missing; `make deps` installs them' >&2; exit 1; }
	@mkdir -p $(@D)
	@echo '$(COMPILE) $(LINK) $(LIBS)' | cmp -s - $@ || echo '$(COMPILE) $(LINK) $(LIBS)' > $@

-include $(OBJECTS:.o=.d) $(TESTS:$(BUILD)/tests/%=$(BUILD)/obj/tests/%.d) $(HELPERS:.o=.d)

# ---- using

JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

site: deps ## install what is missing, build luce, and with it the portal in site/
	@$(MAKE) --no-print-directory $(JOBS) all
	build/luce build

deps: ## install what building needs (Debian, by apt)
	@tests/tools/packages $(BUILD_PKGS)

DEMO_HISTORY ?= build/demo-history

demo-history: all $(BUILD)/history-stream ## the demonstration committed notice by notice: a repository in build/demo-history
	@tests/demo/write-history $(DEMO_HISTORY)

SHARE = $(DESTDIR)$(PREFIX)/share

install: all ## copy the program to $(DESTDIR)$(PREFIX)/bin, with its man page and bash completion
	install -D -m 755 $(BUILD)/luce $(DESTDIR)$(PREFIX)/bin/luce
	install -d $(SHARE)/man/man1 $(SHARE)/man/zh_CN/man1 $(SHARE)/bash-completion/completions
	LUCE_LANG=en $(BUILD)/luce help --man >$(SHARE)/man/man1/luce.1
	LUCE_LANG=zh $(BUILD)/luce help --man >$(SHARE)/man/zh_CN/man1/luce.1
	$(BUILD)/luce help --completion >$(SHARE)/bash-completion/completions/luce

clean: ## remove what was built; site/ stays
	rm -rf build

# ---- testing

test: test-deps ## every test, under sanitizers and valgrind too, and lint
	@tests/run

test-quick: test-deps ## each test once, but for the browser's long ones
	@tests/run quick

test-deps:
	@tests/tools/packages $(BUILD_PKGS) $(TEST_PKGS)
	@$(MAKE) --no-print-directory tests/web/node_modules/.package-lock.json

# npm writes that file last; it is older than ours when something was added.
tests/web/node_modules/.package-lock.json: tests/web/package-lock.json
	@echo 'luce: installing what the tests of pages need, by npm' >&2
	@cd tests/web && npm ci --no-audit --no-fund --ignore-scripts >&2
	@touch $@

tests: $(TESTS) $(BUILD)/history-stream

FUZZ_TIME ?= 60

fuzz: test-deps all ## libFuzzer on what reads what others wrote, FUZZ_TIME=60 seconds on each reader
	@$(MAKE) --no-print-directory $(JOBS) VARIANT=fuzz build/fuzz/fuzz
	@tests/fuzz/run $(FUZZ_TIME)

golden: all ## show what differs from tests/golden/, and ask before accepting it
	@tests/tools/golden --update

bench: all ## measure against the budgets
	@tests/bench/run

LAID_OUT = $(SOURCES) $(filter %.h,$(HEADERS)) $(wildcard tests/unit/*.[ch] tests/fuzz/*.c)

lint: layers objects style tidy cppcheck ## everything below

layers: ## which folder includes which
	@tests/tools/layers tests/tools/layers.table $(SOURCES) $(HEADERS)

objects: $(OBJECTS) ## no mutable state, no call that has another home
	@tests/tools/objects tests/tools/layers.table $(OBJECTS)

style: ## clang-format would change nothing
	@mkdir -p build
	@clang-format --dry-run -Werror $(LAID_OUT) 2>build/style.log || \
		{ grep error build/style.log; echo '`make format` lays them out'; exit 1; }

tidy: $(SOURCES:src/%.c=build/tidy/%) ## clang-tidy finds nothing

build/tidy/%: src/%.c $(HEADERS) .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- -std=c17 $(INCLUDES) 2>$@.log || { grep -v generated $@.log; exit 1; }
	@touch $@

cppcheck: ## cppcheck finds nothing
	@cppcheck --quiet --std=c11 --library=posix --inline-suppr \
		--enable=warning,style,performance,portability,information \
		--suppressions-list=tests/tools/cppcheck.suppress --error-exitcode=1 -Isrc src

format: ## lay out the sources by .clang-format
	clang-format -i $(LAID_OUT)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]*:.*## / { printf "  %-12s%s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

FORCE:
.DELETE_ON_ERROR:
.SECONDARY: # keep the tests' objects
.PHONY: all site deps demo-history install clean test test-quick test-deps tests fuzz golden bench \
	lint layers objects style tidy cppcheck format help FORCE
