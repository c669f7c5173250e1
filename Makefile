# zhuanbao: GNU make, pkg-config, Debian 12 packages, no configure step.
#
#   make            build/zhuanbao
#   make deps       install what is missing from Debian (sudo only if not root)
#   make demo       deps, build, samples to PDF and PNG under build/demo/
#   make test       deps, build, all tests; SAN=1: under ASan and UBSan
#   make bless CASE=NAME   rewrite a golden and show the difference
#   make bench      measure against pango and Typst where they are installed
#   make compare    judge twenty briefs beside Typst and XeLaTeX
#   make torture    kill two hundred print runs at random moments
#   make fuzz       run the fuzz targets for a minute each (clang)
#   make install    PREFIX=/usr/local, DESTDIR=

VERSION  := 0.1.0
PREFIX   ?= /usr/local
DATADIR  := $(PREFIX)/share/zhuanbao
ifeq ($(origin CC),default)
CC       := gcc
endif
# Valgrind of Debian 12 cannot read what clang writes as DWARF 5.
CFLAGS   ?= -O2 -gdwarf-4
# V=1 shows the commands.
Q        := $(if $(V),,@)
SAY      := @$(if $(V),:,echo)

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Werror

ifdef SAN
BUILD    := build/san-$(notdir $(firstword $(CC)))
CFLAGS   := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
            -fno-omit-frame-pointer
else ifeq ($(notdir $(firstword $(CC))),clang)
BUILD    := build/clang
else
BUILD    := build
endif

# Asked for only when something is built: `make deps` runs before they exist.
PACKAGES := harfbuzz harfbuzz-subset icu-uc freetype2 fontconfig libfyaml \
            libcmark-gfm libpng zlib chafa poppler-glib sqlite3
PKGFLAGS  = $(eval PKGFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PKGFLAGS)
PKGLIBS   = $(eval PKGLIBS := $(shell pkg-config --libs $(PACKAGES)))$(PKGLIBS)
ALLFLAGS  = -std=c11 $(WARNINGS) $(CFLAGS) -Irenderer $(PKGFLAGS) -MMD -MP
# Of all libraries each program loads those that it calls.
LIBS      = -Wl,--as-needed -lhpdf -lcmark-gfm-extensions -lhyphen -lcups \
            $(PKGLIBS) -lm

# A program is main.c, its table of commands, and what of the library these
# reach.
SOURCES  := $(filter-out renderer/tools/%,$(wildcard renderer/*/*.c))
OBJECTS  := $(SOURCES:renderer/%.c=$(BUILD)/obj/%.o)
NAMES    := zhuanbao zhuanbao-preview zhuanbao-print
TABLES   := $(NAMES:%=$(BUILD)/obj/cli/%.o)
MAIN     := $(BUILD)/obj/cli/main.o
LIBRARY  := $(BUILD)/libzhuanbao.a
PROGRAM  := $(BUILD)/zhuanbao
PROGRAMS := $(NAMES:%=$(BUILD)/%)
FUZZOBJS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%.o,$(wildcard tests/fuzz/*.c))
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

# Words with frequencies (Debian's python3-jieba) and those of our own, as the
# one file that the program maps.
DICTIONARY ?= /usr/lib/python3/dist-packages/jieba/dict.txt
WORDS    := $(BUILD)/words.dat

# Where English words may be broken (Debian's hyphen-en-us), read at run time.
HYPHENS  ?= /usr/share/hyphen/hyph_en_US.dic

all: $(PROGRAMS) $(WORDS)

$(PROGRAMS): $(BUILD)/%: $(BUILD)/obj/cli/%.o $(MAIN) $(LIBRARY)
	$(SAY) "  LD  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(filter-out $(TABLES) $(MAIN),$(OBJECTS))
	$(SAY) "  AR  $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/obj/%.o: renderer/%.c Makefile
	@mkdir -p $(@D)
	$(SAY) "  CC  $<"
	$(Q)$(CC) $(ALLFLAGS) -c -o $@ $<

$(BUILD)/mkwords: $(BUILD)/obj/tools/mkwords.o \
		$(filter $(BUILD)/obj/base/%,$(OBJECTS))
	$(SAY) "  LD  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lm

$(WORDS): $(BUILD)/mkwords layouts/words.txt $(DICTIONARY)
	$(SAY) "  WORDS  $@"
	$(Q)$(BUILD)/mkwords $(DICTIONARY) layouts/words.txt >$@.new && \
		mv -f $@.new $@

$(DICTIONARY):
	@test -e $@ || { echo "缺少词表 $@，请运行 make deps" >&2; exit 1; }

# Where the program looks for its data, and what it is called.
$(BUILD)/obj/cli/%.o: ALLFLAGS += -DZB_VERSION='"$(VERSION)"' \
	-DZB_DATADIR='"$(DATADIR)"'
$(BUILD)/obj/pdf/%.o: ALLFLAGS += -DZB_VERSION='"$(VERSION)"'
$(BUILD)/obj/text/%.o: ALLFLAGS += -DZB_HYPHENS='"$(HYPHENS)"'

$(BUILD)/unit/%: ALLFLAGS += -DZB_WORDS='"$(WORDS)"'
$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY) $(WORDS)
	@mkdir -p $(@D)
	$(SAY) "  LD  $@"
	$(Q)$(CC) $(ALLFLAGS) -Itests/unit $(LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

deps:
	@sh tests/deps.sh

demo: deps
	@$(MAKE) --no-print-directory all
	@sh tests/demo.sh $(PROGRAM) build/demo

test: deps
	@$(MAKE) --no-print-directory all units
	@python3 tests/run.py --program $(PROGRAM) --units $(BUILD)/unit

units: $(UNITS) $(FUZZOBJS)

# The fuzz targets are run by hand, but they compile.
$(BUILD)/fuzz/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	$(SAY) "  CC  $<"
	$(Q)$(CC) $(ALLFLAGS) -c -o $@ $<

bless: all
	@python3 tests/run.py --program $(PROGRAM) --bless '$(CASE)'

bench: all
	@python3 tests/bench_watch.py $(PROGRAM)
	@sh tests/bench.sh $(PROGRAM)

compare: all
	@python3 tests/compare.py $(PROGRAM)

torture: all
	@python3 tests/torture_print.py --program $(PROGRAM) --runs 200

# Each target runs FUZZ seconds on the samples and layouts as seeds.
FUZZ     ?= 60
FUZZERS  := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))

fuzz:
	@mkdir -p build/fuzz
	@for f in $(FUZZERS); do \
	    echo "  FUZZ  $$f"; mkdir -p build/fuzz/$$f.corpus; \
	    clang -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined \
	        -Irenderer $(PKGFLAGS) -DZB_VERSION='"0"' \
	        -DZB_HYPHENS='"$(HYPHENS)"' -o build/fuzz/$$f \
	        tests/fuzz/$$f.c $(filter-out renderer/cli/%,$(SOURCES)) \
	        $(LIBS) && \
	    build/fuzz/$$f -max_total_time=$(FUZZ) -print_final_stats=0 \
	        -timeout=20 build/fuzz/$$f.corpus samples layouts || exit 1; \
	done

install: all
	install -Dm755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/zhuanbao
	install -d $(DESTDIR)$(PREFIX)/libexec/zhuanbao
	install -m755 $(filter-out $(PROGRAM),$(PROGRAMS)) \
		$(DESTDIR)$(PREFIX)/libexec/zhuanbao
	install -d $(DESTDIR)$(DATADIR)/layouts $(DESTDIR)$(DATADIR)/fonts
	install -m644 layouts/*.yaml layouts/*.md $(DESTDIR)$(DATADIR)/layouts
	install -m644 fonts/*.yaml $(DESTDIR)$(DATADIR)/fonts
	install -m644 $(WORDS) $(DESTDIR)$(DATADIR)/words.dat
	install -Dm644 renderer/cli/zhuanbao.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/zhuanbao.1

clean:
	rm -rf build

.PHONY: all deps demo test units bless bench compare torture install clean fuzz
.SECONDARY: $(OBJECTS)
-include $(OBJECTS:.o=.d) $(FUZZOBJS:.o=.d) $(BUILD)/obj/tools/mkwords.d $(UNITS:=.d)
