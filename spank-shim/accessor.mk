# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
# libpeerboot-slurm.so and its tests, where slurm.h is installed. SLURM_HOME: where a Slurm of one's own lies.
SLURM_HOME ?= /usr
ACCESSOR_SOURCES = $(wildcard src/slurm_*.c)
ACCESSOR_TESTS = test_slurm_accessor test_slurm_kinds test_slurm_words

ifneq ($(wildcard $(SLURM_HOME)/include/slurm/slurm.h),)

SLURM_INCLUDE = $(if $(filter-out /usr,$(SLURM_HOME)),-I$(SLURM_HOME)/include)
SLURM_PATH = -L$(SLURM_HOME)/lib -Wl,-rpath,$(SLURM_HOME)/lib
SLURM_LINK = $(if $(filter-out /usr,$(SLURM_HOME)),$(SLURM_PATH)) -lslurm
ACCESSOR_API = -DPEERBOOT_SLURM_API=$$(cut -d' ' -f1 $(BUILD)/slurm_api)

accessor: $(BUILD)/libpeerboot-slurm.so

# Of slurm_api_version() the header tells nothing: the library that is linked is asked. Each time, for packages keep
# their files' old dates, so that make would not see another Slurm.
$(BUILD)/slurm_api: tools/slurm_api.c FORCE | $(BUILD)
	$(CC) $(WARN) $(SLURM_INCLUDE) $(CPPFLAGS) $(CFLAGS) -o $@.ask $< $(LDFLAGS) $(SLURM_LINK)
	$@.ask >$@.new
	cmp -s $@.new $@ || mv $@.new $@

$(BUILD)/libpeerboot-slurm.so: $(BUILD)/slurm_api $(ACCESSOR_SOURCES) $(wildcard src/slurm_*.h) src/slurm_accessor.map
	$(CC) $(WARN) $(filter-out -fPIE,$(HARD)) -fPIC $(ACCESSOR_API) $(SLURM_INCLUDE) $(CPPFLAGS) $(CFLAGS) \
		-shared $(filter-out -pie,$(LINK)) -Wl,-z,defs -Wl,--version-script=src/slurm_accessor.map \
		-o $@ $(ACCESSOR_SOURCES) $(LDFLAGS) $(SLURM_LINK)

# With a libslurm of the tests' own, which tells what it is told to.
$(BUILD)/test_slurm_accessor $(BUILD)/test_slurm_kinds: $(BUILD)/test_%: tests/test_%.c tests/stub_libslurm.c \
		$(BUILD)/slurm_api $(ACCESSOR_SOURCES) $(wildcard src/slurm_*.h tests/*.h)
	$(CC) $(WARN) $(SAN) $(ACCESSOR_API) $(SLURM_INCLUDE) -Isrc -o $@ $(filter %.c,$^) -lcmocka

# With the installed one: its words are the ones to have.
$(BUILD)/test_slurm_words: tests/test_slurm_words.c src/slurm_words.c src/slurm_records.c $(wildcard src/slurm_*.h)
	$(CC) $(WARN) $(SAN) $(SLURM_INCLUDE) -Isrc -o $@ $(filter %.c,$^) -lcmocka $(SLURM_LINK)

accessor-test: $(BUILD)/libpeerboot-slurm.so $(ACCESSOR_TESTS:%=$(BUILD)/%)
	@for t in $(ACCESSOR_TESTS); do \
		timeout 60 $(BUILD)/$$t >$(BUILD)/$$t.log 2>&1 || { cat $(BUILD)/$$t.log; exit 1; }; \
	done
	@nm -D --defined-only $< | sed 's/.* //' | LC_ALL=C sort | diff tests/slurm_accessor.symbols -

else

accessor accessor-test:
	@echo "spank-shim: libpeerboot-slurm.so is not built: $(SLURM_HOME)/include/slurm/slurm.h is not there" \
		"(Debian: libslurm-dev); Slurm will be read by its commands" >&2

endif

.PHONY: accessor accessor-test FORCE
