/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_next.h: where a wrapper finds the function that it hides.
 *
 * dlsym(RTLD_NEXT, name) is the usual answer. It is not used here, because it
 *   - clears the pending message of dlerror(3), which belongs to the program,
 *   - may call malloc(3), which may itself be wrapped and not be ready yet,
 *   - takes a lock of the dynamic linker, which a fork(2) in a threaded program can leave
 *     locked for ever, and which a handler that calls siglongjmp(3) never gives back.
 *
 * Instead the list of loaded objects that the dynamic linker keeps for debuggers is read
 * (<link.h>, struct r_debug) together with each object's own symbol table (ELF gABI, chapter 5).
 * No function is called, no memory allocated, no lock taken and errno is never touched. So a
 * lookup works in a signal handler, after vfork(2), and before any constructor has run.
 *
 * Reading the list without the linker's lock is safe for our purpose: dlopen(3) appends, dlclose(3)
 * removes only what dlopen appended, and a walk stops at the first object that has the symbol,
 * which is one of those that were loaded with the program.
 */
#ifndef SHIMGEN_NEXT_H
#define SHIMGEN_NEXT_H

#include <elf.h>
#include <link.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_sys.h"

#if !defined(__x86_64__) && !defined(__i386__) && !defined(__aarch64__)
#include <dlfcn.h>
#include <errno.h>
#endif

/* A function of any type; cast back to the right one before it is called (C11 6.3.2.3p8). */
typedef void shimgen_function(void);

/*
 * The address of the next definition, or NULL while nobody has asked. Relaxed order is enough: every
 * thread would store the same value, and what it points to was there before the first thread started.
 */
typedef _Atomic(shimgen_function *) shimgen_symbol_cache;

/*
 * Exports a wrapper as an old version of a symbol: SHIMGEN_SYMBOL_VERSION(wrapper, "realpath@GLIBC_2.2.5"). The
 * attribute (gcc 10) survives -flto; the directive (binutils, ".symver") is for compilers that do not have it.
 */
#ifdef __has_attribute
#if __has_attribute(__symver__)
#define SHIMGEN_SYMBOL_VERSION(wrapper, version)                                                                       \
    extern __typeof__(wrapper) wrapper __attribute__((__symver__(version)))
#endif
#endif
#ifndef SHIMGEN_SYMBOL_VERSION
#define SHIMGEN_SYMBOL_VERSION(wrapper, version) __asm__(".symver " #wrapper ", " version)
#endif

/* The parts of one loaded object that a lookup needs; NULL where the object does not have them. */
struct shimgen_object {
    ElfW(Addr) base;
    const ElfW(Sym) * symbols;
    const char *strings;
    const ElfW(Half) * versions;
    const ElfW(Verdef) * definitions;
    const uint32_t *gnu_hash;
    const uint32_t *sysv_hash;
    ElfW(Addr) name_offset;
};

/* The dynamic section of this very library: the linker makes one such symbol for each object. */
extern ElfW(Dyn) _DYNAMIC[] __attribute__((visibility("hidden")));

/*
 * Every shim exports this. A shim that searches the objects *before* it skips other shims: they would
 * forward the call back to us, for ever.
 */
__attribute__((visibility("default"))) void shimgen_marker(void);
void shimgen_marker(void)
{
}

/*
 * Compares byte by byte through volatile, so that the compiler cannot make a call of strcmp(3) out of
 * the loop: that may be a wrapped function, or an ifunc that is not resolved yet.
 */
static inline bool shimgen_same_name(const char *left, const char *right)
{
    const volatile char *a = left;
    const volatile char *b = right;
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

/*
 * glibc replaces the addresses in a dynamic section by absolute ones when it loads the object (on most
 * machines), musl leaves them as they are in the file, and so does the kernel in the vDSO. An
 * address below the load base can only be an unrelocated one.
 */
static inline const void *shimgen_object_address(ElfW(Addr) base, ElfW(Addr) value)
{
    return (const void *)(value < base ? base + value : value);
}

/* Member by member, here and below: of an initializer a compiler may make a call of memset(3). */
static struct shimgen_object shimgen_object_read(const struct link_map *map)
{
    struct shimgen_object object;
    object.base = map->l_addr;
    object.symbols = NULL;
    object.strings = NULL;
    object.versions = NULL;
    object.definitions = NULL;
    object.gnu_hash = NULL;
    object.sysv_hash = NULL;
    object.name_offset = 0;
    for (const ElfW(Dyn) *entry = map->l_ld; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        const void *address = shimgen_object_address(map->l_addr, entry->d_un.d_ptr);
        switch (entry->d_tag) {
        case DT_SYMTAB:
            object.symbols = address;
            break;
        case DT_STRTAB:
            object.strings = address;
            break;
        case DT_VERSYM:
            object.versions = address;
            break;
        case DT_VERDEF:
            object.definitions = address;
            break;
        case DT_GNU_HASH:
            object.gnu_hash = address;
            break;
        case DT_HASH:
            object.sysv_hash = address;
            break;
        case DT_SONAME:
            object.name_offset = entry->d_un.d_val;
            break;
        default:
            break;
        }
    }
    return object;
}

/*
 * The vDSO is in the list as well, and some of its functions have libc names (clock_gettime, time). They
 * are no replacement for libc's: they return -EINVAL where libc returns -1 and sets errno. See vdso(7)
 * for the names, which are linux-vdso*.so.1 and linux-gate.so.1.
 */
static bool shimgen_object_is_vdso(const struct shimgen_object *object)
{
    const volatile char *name = object->strings + object->name_offset;
    const volatile char *prefix = "linux-";
    if (object->name_offset == 0) {
        return false;
    }
    while (*prefix != '\0') {
        if (*name++ != *prefix++) {
            return false;
        }
    }
    return (name[0] == 'v' && name[1] == 'd') || (name[0] == 'g' && name[1] == 'a');
}

/* What has been found so far in one object. */
struct shimgen_candidate {
    const char *wanted; /* the one version that will do, or NULL for the default */
    const ElfW(Sym) * symbol;
    ElfW(Half) version;
};

/* A defined function or, as in hand-written assembler, a symbol without a type. */
static inline bool shimgen_symbol_is_function(const ElfW(Sym) * symbol)
{
    const unsigned type = symbol->st_info & 0xfU; /* ELF32_ST_TYPE and ELF64_ST_TYPE are the same */
    return symbol->st_shndx != SHN_UNDEF && symbol->st_value != 0 &&
           (type == STT_FUNC || type == STT_GNU_IFUNC || type == STT_NOTYPE) && (symbol->st_info >> 4) != STB_LOCAL;
}

/* Whether a version index of an object stands for a version (DT_VERDEF: LSB Core, "Symbol Versioning"). */
static bool shimgen_version_is(const struct shimgen_object *object, unsigned index, const char *wanted)
{
    const char *at = (const char *)object->definitions;
    while (at != NULL) {
        const ElfW(Verdef) *definition = (const ElfW(Verdef) *)at;
        if (definition->vd_ndx == index) {
            const ElfW(Verdaux) *first = (const ElfW(Verdaux) *)(at + definition->vd_aux);
            return shimgen_same_name(object->strings + first->vda_name, wanted);
        }
        at = definition->vd_next == 0 ? NULL : at + definition->vd_next;
    }
    return false;
}

/*
 * Looks at one symbol; true when the search may stop. An object may define a name once for each
 * version (realpath@GLIBC_2.2.5, realpath@@GLIBC_2.3). The one without the "hidden" bit is the default, the
 * one that a program linked today would get, as with dlsym(3). Where every definition is hidden, the name is
 * kept for old programs only; then such a program is what calls us, and the newest version is
 * taken: version indexes grow with the order of the versions in the object's version script.
 *
 * If one version is wanted, only that will do, or a definition without version, as for a reference of a program
 * (glibc, elf/dl-lookup.c, check_match): another one may be a function with other rules and other structures, as
 * pthread_cond_wait@GLIBC_2.2.5 is.
 */
static bool shimgen_candidate_offer(struct shimgen_candidate *found, const struct shimgen_object *object,
                                    uint32_t index, const char *name)
{
    const ElfW(Sym) *symbol = &object->symbols[index];
    const ElfW(Half) version = object->versions == NULL ? 1 : object->versions[index];
    const bool hidden = (version & 0x8000U) != 0;
    if (!shimgen_symbol_is_function(symbol) || version == VER_NDX_LOCAL ||
        !shimgen_same_name(object->strings + symbol->st_name, name)) {
        return false;
    }
    if (found->wanted != NULL) {
        if (version != VER_NDX_GLOBAL && !shimgen_version_is(object, version & 0x7fffU, found->wanted)) {
            return false;
        }
        found->symbol = symbol;
        found->version = version;
        return true;
    }
    if (!hidden || found->symbol == NULL || version > found->version) {
        found->symbol = symbol;
        found->version = version;
    }
    return !hidden;
}

/*
 * DT_GNU_HASH: four words of header, the Bloom filter, the buckets, then one word for each symbol from the
 * first hashed one on; its lowest bit ends a bucket. (Described with binutils' --hash-style=gnu.)
 */
static void shimgen_search_gnu_hash(struct shimgen_candidate *found, const struct shimgen_object *object,
                                    const char *name)
{
    const uint32_t bucket_count = object->gnu_hash[0];
    const uint32_t first_symbol = object->gnu_hash[1];
    const uint32_t bloom_words = object->gnu_hash[2];
    const ElfW(Addr) *bloom = (const ElfW(Addr) *)(object->gnu_hash + 4);
    const uint32_t *buckets = (const uint32_t *)(bloom + bloom_words);
    const uint32_t *chain = buckets + bucket_count;
    uint32_t hash = 5381;
    for (const volatile unsigned char *at = (const unsigned char *)name; *at != '\0'; at++) {
        hash = hash * 33 + *at;
    }
    if (bucket_count == 0) {
        return;
    }
    uint32_t index = buckets[hash % bucket_count];
    if (index < first_symbol) {
        return; /* empty bucket */
    }
    for (;; index++) {
        const uint32_t entry = chain[index - first_symbol];
        if ((entry | 1U) == (hash | 1U) && shimgen_candidate_offer(found, object, index, name)) {
            return;
        }
        if ((entry & 1U) != 0) {
            return;
        }
    }
}

/* DT_HASH (ELF gABI, "Hash Table"): the classic table, all that some musl systems have. */
static void shimgen_search_sysv_hash(struct shimgen_candidate *found, const struct shimgen_object *object,
                                     const char *name)
{
    const uint32_t bucket_count = object->sysv_hash[0];
    const uint32_t *buckets = object->sysv_hash + 2;
    const uint32_t *chain = buckets + bucket_count;
    uint32_t hash = 0;
    for (const volatile unsigned char *at = (const unsigned char *)name; *at != '\0'; at++) {
        hash = (hash << 4) + *at;
        hash ^= (hash >> 24) & 0xf0U;
        hash &= 0x0fffffffU;
    }
    if (bucket_count == 0) {
        return;
    }
    for (uint32_t index = buckets[hash % bucket_count]; index != STN_UNDEF; index = chain[index]) {
        if (shimgen_candidate_offer(found, object, index, name)) {
            return;
        }
    }
}

/* The definition of name in one loaded object, or a null symbol; version may be NULL, for the default. */
static struct shimgen_candidate shimgen_object_search(const struct shimgen_object *object, const char *name,
                                                      const char *version)
{
    struct shimgen_candidate found;
    found.wanted = version;
    found.symbol = NULL;
    found.version = 0;
    if (object->symbols == NULL || object->strings == NULL || shimgen_object_is_vdso(object)) {
        return found;
    }
    if (object->gnu_hash != NULL) {
        shimgen_search_gnu_hash(&found, object, name);
    } else if (object->sysv_hash != NULL) {
        shimgen_search_sysv_hash(&found, object, name);
    }
    return found;
}

static shimgen_function *shimgen_symbol_lookup(const char *name, const char *version);

/*
 * Calls the function behind a symbol of type STT_GNU_IFUNC, which chooses the function, as the dynamic linker does. Its
 * arguments are the machine's business:
 *   - none on x86 (System V ABI, "IFUNC"),
 *   - on AArch64 the hardware capabilities of the auxiliary vector (getauxval(3)), with a bit that says that a second
 *     argument with all of them follows (glibc's <sys/ifunc.h>, SYSVABI64 "GNU C Library IFUNC interface").
 * On other machines they differ between libc versions, so there the dynamic linker is asked, with its faults.
 */
static shimgen_function *shimgen_symbol_choose(ElfW(Addr) resolver, const char *name)
{
#if defined(__x86_64__) || defined(__i386__)
    (void)name;
    return (shimgen_function *)((ElfW(Addr)(*)(void))resolver)();
#elif defined(__aarch64__)
    struct {
        unsigned long size;
        unsigned long hwcap;
        unsigned long hwcap2;
    } capabilities = {sizeof capabilities, 0, 0};
    (void)name;
    /* Itself no ifunc, so this goes no deeper; for these two it reads variables and leaves errno alone. */
    unsigned long (*getauxval)(unsigned long) =
        (unsigned long (*)(unsigned long))shimgen_symbol_lookup("getauxval", NULL);
    if (getauxval != NULL) {
        capabilities.hwcap = getauxval(AT_HWCAP);
        capabilities.hwcap2 = getauxval(AT_HWCAP2);
    }
    return (shimgen_function *)((ElfW(Addr)(*)(uint64_t, const void *))resolver)(capabilities.hwcap | UINT64_C(1) << 62,
                                                                                 &capabilities);
#else
    (void)resolver;
    const int saved_errno = errno;
    shimgen_function *function = (shimgen_function *)dlsym(RTLD_NEXT, name);
    errno = saved_errno;
    return function;
#endif
}

/* The address that a symbol stands for. */
static shimgen_function *shimgen_symbol_address(const struct shimgen_object *object, const ElfW(Sym) * symbol,
                                                const char *name)
{
    const ElfW(Addr) address = object->base + symbol->st_value;
    return (symbol->st_info & 0xfU) == STT_GNU_IFUNC ? shimgen_symbol_choose(address, name)
                                                     : (shimgen_function *)address;
}

/*
 * The dynamic linker's list of the loaded objects. Both libcs' names for it are asked, and both are weak: a program may
 * start one that belongs to the other libc, and musl's loader ends a program whose preload library has a symbol that it
 * does not find. So both addresses are NULL until this library has been relocated.
 */
extern struct r_debug shimgen_glibc_debug __asm__("_r_debug") __attribute__((weak));
extern struct r_debug *shimgen_musl_debug __asm__("_dl_debug_addr") __attribute__((weak));

/*
 * Whether the dynamic linker has resolved what this library refers to. It relocates the objects from the last one to the
 * first, and calls the resolvers of ifuncs while it does so ("STT_GNU_IFUNC"): those of the objects behind us call our
 * wrappers when they call strlen(3), before we are ready. Until then nothing may be used that has to be found in another
 * object: no errno, no environ.
 */
static inline bool shimgen_is_relocated(void)
{
    return &shimgen_glibc_debug != NULL || &shimgen_musl_debug != NULL;
}

/*
 * The same list without a relocation: the kernel tells where the program's headers are (getauxval(3), AT_PHDR), and the
 * dynamic linker writes the list's address into the program's dynamic section before it relocates (DT_DEBUG).
 */
static __attribute__((cold, noinline)) const struct link_map *shimgen_early_first_object(void)
{
    ElfW(auxv_t) vector[64];
    const ElfW(Phdr) *headers = NULL;
    size_t count = 0;
    const long file = shimgen_sys(SYS_openat, -100 /* AT_FDCWD */, (long)"/proc/self/auxv", 0, 0, 0);
    const long size = file < 0 ? 0 : shimgen_sys(SYS_read, file, (long)vector, sizeof vector, 0, 0);
    if (file >= 0) {
        shimgen_sys(SYS_close, file, 0, 0, 0, 0);
    }
    for (long i = 0; i < size / (long)sizeof vector[0] && vector[i].a_type != AT_NULL; i++) {
        if (vector[i].a_type == AT_PHDR) {
            headers = (const ElfW(Phdr) *)vector[i].a_un.a_val;
        } else if (vector[i].a_type == AT_PHNUM) {
            count = vector[i].a_un.a_val;
        }
    }
    ElfW(Addr) base = 0;
    const ElfW(Dyn) *entry = NULL;
    for (size_t i = 0; headers != NULL && i < count; i++) {
        /* The first member of either class, p_type, which <resolv.h> makes a macro. */
        const ElfW(Word) type = *(const ElfW(Word) *)&headers[i];
        if (type == PT_PHDR) {
            base = (ElfW(Addr))headers - headers[i].p_vaddr;
        } else if (type == PT_DYNAMIC) {
            entry = (const ElfW(Dyn) *)(base + headers[i].p_vaddr);
        }
    }
    for (; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        if (entry->d_tag == DT_DEBUG && entry->d_un.d_ptr != 0) {
            return ((const struct r_debug *)entry->d_un.d_ptr)->r_map;
        }
    }
    return NULL;
}

/* The first of the loaded objects; the others follow in load order, which is also the search order. */
static inline const struct link_map *shimgen_first_object(void)
{
    if (!shimgen_is_relocated()) {
        return shimgen_early_first_object();
    }
    return &shimgen_glibc_debug != NULL ? shimgen_glibc_debug.r_map : shimgen_musl_debug->r_map;
}

/*
 * The next definition of a name, in a version unless that is NULL, after this library, or NULL. A library that was
 * linked, not preloaded, may come after libc in the list; then the objects before it are searched too.
 */
static __attribute__((cold, noinline)) shimgen_function *shimgen_symbol_lookup(const char *name, const char *version)
{
    const struct link_map *first = shimgen_first_object();
    const struct link_map *self = first;
    while (self != NULL && self->l_ld != _DYNAMIC) {
        self = self->l_next;
    }
    for (const struct link_map *map = self == NULL ? first : self->l_next; map != NULL; map = map->l_next) {
        const struct shimgen_object object = shimgen_object_read(map);
        const struct shimgen_candidate found = shimgen_object_search(&object, name, version);
        if (found.symbol != NULL) {
            return shimgen_symbol_address(&object, found.symbol, name);
        }
    }
    for (const struct link_map *map = first; self != NULL && map != self; map = map->l_next) {
        const struct shimgen_object object = shimgen_object_read(map);
        const struct shimgen_candidate found = shimgen_object_search(&object, name, version);
        if (found.symbol != NULL && shimgen_object_search(&object, "shimgen_marker", NULL).symbol == NULL) {
            return shimgen_symbol_address(&object, found.symbol, name);
        }
    }
    return NULL;
}

/*
 * AddressSanitizer's runtime refuses to start a program in which another library comes before it, for that library's
 * functions might hide its own. Ours hand on to the next definition, which is the runtime's, so the order is right. The
 * runtime asks this function for options (sanitizer_flags, "__asan_default_options"); we have to stand before those of
 * the program's libraries, so theirs are added. A program that has the function itself, in its executable, is not
 * reached: there, ASAN_OPTIONS=verify_asan_link_order=0 does the same.
 */
__attribute__((visibility("default"))) const char *
shimgen_asan_default_options(void) __asm__("__asan_default_options");
const char *shimgen_asan_default_options(void)
{
    static char all[1024] = "verify_asan_link_order=0";
    shimgen_function *next = shimgen_symbol_lookup("__asan_default_options", NULL);
    const volatile char *theirs = next == NULL ? "" : ((const char *(*)(void))next)();
    size_t length = 24; /* of the text above */
    for (volatile char *end = all; *theirs != '\0' && length + 2 < sizeof all; theirs++) {
        if (length == 24) {
            end[length++] = ':';
        }
        end[length++] = *theirs;
        end[length] = '\0';
    }
    return all;
}

/*
 * The libc of this system lacks a function that the libc at build time had. Without the shim the dynamic
 * linker would have refused to start the program ("undefined symbol"); the shim's own definition hid
 * that. There is no result that would be right for every function, so end as the linker would: with a message.
 */
static __attribute__((cold, noinline, noreturn)) void shimgen_symbol_missing(const char *name)
{
    static const char before[] = "shimgen: symbol lookup error: no loaded library defines ";
    size_t length = 0;
    for (const volatile char *at = name; *at != '\0'; at++) {
        length++;
    }
    shimgen_sys(SYS_write, 2, (long)before, sizeof before - 1, 0, 0);
    shimgen_sys(SYS_write, 2, (long)name, (long)length, 0, 0);
    shimgen_sys(SYS_write, 2, (long)"\n", 1, 0, 0);
    shimgen_sys(SYS_kill, shimgen_sys(SYS_getpid, 0, 0, 0, 0, 0), SIGABRT, 0, 0, 0);
    __builtin_trap(); /* SIGABRT was blocked or handled */
}

/*
 * The first use of a symbol, in a version unless that is NULL. Where no library has the version, no program is linked to
 * it, and who calls us had the address from dlsym(3): that means the default.
 */
static __attribute__((cold, noinline)) shimgen_function *
shimgen_symbol_find_version(shimgen_symbol_cache *cache, const char *name, const char *version)
{
    shimgen_function *function = shimgen_symbol_lookup(name, version);
    if (function == NULL && version != NULL) {
        function = shimgen_symbol_lookup(name, NULL);
    }
    if (function == NULL) {
        shimgen_symbol_missing(name);
    }
    atomic_store_explicit(cache, function, memory_order_relaxed);
    return function;
}

/* The first use of a symbol that has the same code in all of its versions, or none. */
static __attribute__((cold, noinline, unused)) shimgen_function *shimgen_symbol_find(shimgen_symbol_cache *cache,
                                                                                     const char *name)
{
    return shimgen_symbol_find_version(cache, name, NULL);
}

/* The next definition of a symbol; every use but the first is one load and one test. */
static inline shimgen_function *shimgen_symbol_next(shimgen_symbol_cache *cache, const char *name)
{
    shimgen_function *function = atomic_load_explicit(cache, memory_order_relaxed);
    return __builtin_expect(function != NULL, 1) ? function : shimgen_symbol_find(cache, name);
}

/* The same for one version of a symbol. */
static inline shimgen_function *shimgen_symbol_next_version(shimgen_symbol_cache *cache, const char *name,
                                                            const char *version)
{
    shimgen_function *function = atomic_load_explicit(cache, memory_order_relaxed);
    return __builtin_expect(function != NULL, 1) ? function : shimgen_symbol_find_version(cache, name, version);
}

#endif
