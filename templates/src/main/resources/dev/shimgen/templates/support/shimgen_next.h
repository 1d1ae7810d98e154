/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_next.h: finds the function that a wrapper hides.
 *
 * The usual way is dlsym(RTLD_NEXT, name). It is not used here, because it
 *   - clears the pending message of dlerror(3), which belongs to the program,
 *   - may call malloc(3), which may itself be wrapped and not be ready yet,
 *   - takes a lock of the dynamic linker, which a fork(2) in a threaded program can leave
 *     locked for ever, and which a handler that calls siglongjmp(3) never releases,
 *   - knows nothing of the libraries that were loaded by dlopen(3) for one plug-in only (RTLD_LOCAL).
 *
 * Instead, the loaded objects themselves are read (shimgen_loaded.h, shimgen_elf.h). Those that were loaded with the
 * program are searched without a lock, so this works in a signal handler, after vfork(2), and before any constructor
 * has run; and the address that is found is remembered. Those that dlopen loaded are searched by means of
 * dl_iterate_phdr(3), again for each call, and in the caller's scope: dlclose(3) may unload them, and the next plug-in
 * may have a function of its own with that name. If no loaded object has the function, its library is loaded: the
 * program may have asked whether the function exists (a weak reference), and the shim, which exports the name, made the
 * answer yes.
 *
 * A definition need not be libc's. A library that the program links may have a function of its own that happens to have
 * the same name, and other parameters (warn, accept, log). Such a definition is called foreign: if the next definition
 * is foreign, a wrapper only jumps to it. Definitions that replace libc's on purpose are not foreign: see
 * shimgen_interposes.
 */
#ifndef SHIMGEN_NEXT_H
#define SHIMGEN_NEXT_H

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_elf.h"
#include "shimgen_loaded.h"
#include "shimgen_slots.h"
#include "shimgen_sys.h"

/*
 * The address of the next definition, or NULL as long as it is not known to be the same for ever. Relaxed order is
 * enough: every thread would store the same value, and what it points to existed before the first thread started.
 */
typedef _Atomic(shimgen_function *) shimgen_symbol_cache;

/* What is searched for. */
struct shimgen_wanted {
    const char *name;
    const char *version; /* NULL for the default */
    const char *library; /* the one that has it in the libc at build time: "libm.so.6" */
};

/* What was found. */
struct shimgen_definition {
    shimgen_function *function; /* NULL if no object has it */
    bool foreign;               /* a library's own function of that name */
    bool lasting;               /* the same for every caller until the process ends */
};

/* Member by member: compilers may turn an initializer into a call of memset(3). */
static inline struct shimgen_definition shimgen_no_definition(void)
{
    struct shimgen_definition definition;
    definition.function = NULL;
    definition.foreign = false;
    definition.lasting = false;
    return definition;
}

/*
 * Every shim exports this. A shim that searches objects loaded before its own skips other shims: they would forward the
 * call back to it, for ever.
 */
__attribute__((visibility("default"))) void shimgen_marker(void);
void shimgen_marker(void)
{
}

static shimgen_function *shimgen_libc_function(const char *name);

/*
 * Calls the resolver behind a symbol of type STT_GNU_IFUNC, which returns the function, as the dynamic linker does. On
 * a machine where its arguments are not known here, dlsym is called, with the disadvantages listed above.
 */
static shimgen_function *shimgen_symbol_choose(ElfW(Addr) resolver, const char *name)
{
#if SHIMGEN_MACHINE_CHOOSES
    (void)name;
    return shimgen_machine_choose(resolver, shimgen_libc_function);
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
 * Whether a definition belongs to the C library, in any of its parts: by the version ("GLIBC_2.2.5"), or as musl's
 * libc.so.
 */
static bool shimgen_is_libcs(const struct shimgen_object *object, const struct link_map *map,
                             const struct shimgen_candidate *found, const struct shimgen_wanted *wanted)
{
    const volatile char *version = shimgen_version_name(object, found->version & 0x7fffU);
    const volatile char *prefix = "GLIBC_";
    while (*prefix != '\0' && *version == *prefix) {
        version++;
        prefix++;
    }
    return *prefix == '\0' || shimgen_object_is_called(object, map, wanted->library) ||
           shimgen_object_has(object, "__libc_start_main");
}

/*
 * Whether callers of libc's function are not bound to this definition, because its version is hidden: it is then only
 * for programs that were linked to that library's own function long ago, and the dynamic linker ignores it for all
 * others (LSB Core, "Symbol Versioning"). Example: libattr has getxattr@ATTR_1.0, and itself calls getxattr@GLIBC_2.3.
 */
static bool shimgen_is_passed_over(const struct shimgen_object *object, const struct link_map *map,
                                   const struct shimgen_candidate *found, const struct shimgen_wanted *wanted)
{
    return wanted->version == NULL && (found->version & 0x8000U) != 0 &&
           !shimgen_is_libcs(object, map, found, wanted);
}

/*
 * Whether a library that the program links replaces libc's function on purpose, with the same parameters:
 *   - another shim,
 *   - the runtime of a sanitizer, which exports "__interceptor_open" beside "open" (compiler-rt, interception.h),
 *   - an allocator, for the functions that have to be replaced together (glibc's manual, "Replacing malloc").
 */
static bool shimgen_interposes(const struct shimgen_object *object, const char *name)
{
    static const char allocation[][20] = {
        "malloc",         "free",   "calloc", "realloc", "aligned_alloc", "malloc_usable_size", "memalign",
        "posix_memalign", "pvalloc", "valloc",
    };
    static const char prefix[] = "__interceptor_";
    char interceptor[128];
    size_t length = 0;
    for (const volatile char *at = prefix; *at != '\0'; at++) {
        interceptor[length++] = *at;
    }
    for (const volatile char *at = name; *at != '\0' && length + 1 < sizeof interceptor; at++) {
        interceptor[length++] = *at;
    }
    interceptor[length] = '\0';
    if (shimgen_object_has(object, "shimgen_marker") || shimgen_object_has(object, interceptor)) {
        return true;
    }
    for (size_t i = 0; i < sizeof allocation / sizeof allocation[0]; i++) {
        if (shimgen_same_name(name, allocation[i])) {
            return shimgen_object_has(object, "malloc") && shimgen_object_has(object, "free");
        }
    }
    return false;
}

/*
 * The next definition in the objects that were loaded with the program; foreign ones count only if `any` is set. If the
 * shim was linked, not preloaded, it may come after libc in the list; so libc's definition is also searched for before
 * it.
 */
static struct shimgen_definition shimgen_startup_search(const struct link_map *first,
                                                        const struct shimgen_startup *startup,
                                                        const struct shimgen_wanted *wanted, bool any)
{
    const struct link_map *self = shimgen_self(first);
    struct shimgen_definition definition = shimgen_no_definition();
    bool preloaded = self != NULL;
    definition.lasting = true;
    for (const struct link_map *map = self == NULL ? first : self; map != NULL; map = map->l_next) {
        preloaded = preloaded && map != startup->linked;
        if (map != self) {
            const struct shimgen_object object = shimgen_object_read(map);
            struct shimgen_candidate found = shimgen_object_search(&object, wanted->name, wanted->version);
            if (found.symbol != NULL && shimgen_is_passed_over(&object, map, &found, wanted)) {
                found.symbol = NULL;
            }
            definition.foreign = found.symbol != NULL && !preloaded &&
                                 !shimgen_is_libcs(&object, map, &found, wanted) &&
                                 !shimgen_interposes(&object, wanted->name);
            if (found.symbol != NULL && (any || !definition.foreign)) {
                definition.function = shimgen_symbol_address(&object, found.symbol, wanted->name);
                return definition;
            }
        }
        if (map == startup->last) {
            break;
        }
    }
    definition.foreign = false;
    for (const struct link_map *map = first; self != NULL && map != self; map = map->l_next) {
        const struct shimgen_object object = shimgen_object_read(map);
        const struct shimgen_candidate found = shimgen_object_search(&object, wanted->name, wanted->version);
        if (found.symbol != NULL && shimgen_is_libcs(&object, map, &found, wanted)) {
            definition.function = shimgen_symbol_address(&object, found.symbol, wanted->name);
            break;
        }
    }
    return definition;
}

/* A function of libc's own, by name. */
static shimgen_function *shimgen_libc_function(const char *name)
{
    const struct link_map *first = shimgen_first_object();
    const struct shimgen_startup startup = shimgen_startup(first);
    for (const struct link_map *map = first; map != NULL; map = map->l_next) {
        const struct shimgen_object object = shimgen_object_read(map);
        if (map->l_ld != _DYNAMIC && shimgen_object_has(&object, "__libc_start_main")) {
            const struct shimgen_candidate found = shimgen_object_search(&object, name, NULL);
            return found.symbol == NULL ? NULL : shimgen_symbol_address(&object, found.symbol, name);
        }
        if (map == startup.last) {
            break;
        }
    }
    return NULL;
}

/*
 * AddressSanitizer's runtime refuses to start a program if another library comes before it, since that library's
 * functions might hide its own. A shim's functions pass calls on to the next definition, which is the runtime's, so the
 * order is right. The runtime calls this function for options (sanitizer_flags, "__asan_default_options"). It hides the
 * definitions of the program's libraries, so their options are added. A program that defines the function in its
 * executable does not reach this one: there, ASAN_OPTIONS=verify_asan_link_order=0 does the same.
 */
__attribute__((visibility("default"))) const char *
shimgen_asan_default_options(void) __asm__("__asan_default_options");
const char *shimgen_asan_default_options(void)
{
    static char all[1024] = "verify_asan_link_order=0";
    const struct link_map *first = shimgen_first_object();
    const struct shimgen_startup startup = shimgen_startup(first);
    const struct shimgen_wanted wanted = {"__asan_default_options", NULL, ""};
    shimgen_function *next = shimgen_startup_search(first, &startup, &wanted, true).function;
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

/* dl_iterate_phdr(3): during its callbacks, nothing is loaded or unloaded. */
typedef int shimgen_iterate(int (*callback)(struct dl_phdr_info *info, size_t size, void *data), void *data);

/*
 * Threads in which this shim is loading a library. What dlopen(3) calls there may be wrapped and not be there, either:
 * before 2.34, glibc's libdl calls __pthread_key_create if there is a function of that name, and a shim that has it makes
 * it exist in programs without libpthread. Such a call must not load anything, or it would call itself for ever; nor be
 * passed to a library that is being loaded, whose own references may not be relocated yet.
 */
#define SHIMGEN_LOADERS 16

struct shimgen_loader {
    _Atomic(const void *) thread; /* NULL: the place is free */
    const struct link_map *last;  /* the last object that was there before; only for that thread */
};

static struct shimgen_loader shimgen_loaders[SHIMGEN_LOADERS];

/*
 * The place of a thread, or with NULL a free one; NULL if there is none. A thread is not known by its errno: what gives
 * that address (__errno_location) may be wrapped, and looked up just now.
 */
static struct shimgen_loader *shimgen_loader_of(const void *thread)
{
    for (unsigned i = 0; i < SHIMGEN_LOADERS; i++) {
        if (atomic_load_explicit(&shimgen_loaders[i].thread, memory_order_relaxed) == thread) {
            return &shimgen_loaders[i];
        }
    }
    return NULL;
}

/* Takes a place for the calling thread; NULL if it has one, or there is none. */
static struct shimgen_loader *shimgen_loader_begin(void)
{
    const void *const self = shimgen_machine_thread();
    struct shimgen_loader *loader = self != NULL && shimgen_loader_of(self) == NULL ? shimgen_loader_of(NULL) : NULL;
    while (loader != NULL) {
        const void *none = NULL;
        if (atomic_compare_exchange_strong_explicit(&loader->thread, &none, self, memory_order_relaxed,
                                                    memory_order_relaxed)) {
            break;
        }
        loader = shimgen_loader_of(NULL);
    }
    return loader;
}

/* Called by dl_iterate_phdr(3) for its first object. */
static int shimgen_loader_note_last(struct dl_phdr_info *info, size_t size, void *data)
{
    struct shimgen_loader *loader = data;
    (void)info;
    (void)size;
    loader->last = shimgen_first_object();
    while (loader->last != NULL && loader->last->l_next != NULL) {
        loader->last = loader->last->l_next;
    }
    return 1;
}

/* A search in the objects that dlopen(3) loaded. */
struct shimgen_late {
    const struct shimgen_wanted *wanted;
    shimgen_iterate *iterate;
    const struct link_map *objects; /* the first of them */
    const struct link_map *loading; /* the first of those that this thread is loading just now; NULL if there are none */
    const void *caller;             /* the return address of the call; NULL if it is not known */
    shimgen_function *entry;        /* what the shim exports under this name; NULL if it is not known */
    bool any;                       /* foreign definitions count, too */
    struct shimgen_definition definition;
};

/* Begins a search in what was loaded after the first part of the list; foreign definitions do not count yet. */
static void shimgen_late_begin(struct shimgen_late *late, const struct shimgen_startup *startup,
                               const struct shimgen_wanted *wanted)
{
    const struct shimgen_loader *loader = shimgen_loader_of(shimgen_machine_thread());
    late->wanted = wanted;
    /* Until this library is relocated, no other thread can load anything. */
    late->iterate = shimgen_is_relocated() ? (shimgen_iterate *)shimgen_libc_function("dl_iterate_phdr") : NULL;
    late->objects = startup->last->l_next;
    late->loading = loader == NULL || loader->last == NULL ? NULL : loader->last->l_next;
    late->caller = NULL;
    late->entry = NULL;
    late->any = false;
    late->definition = shimgen_no_definition();
}

/* The definition in an object, if it has one that can be called. */
static struct shimgen_definition shimgen_late_offer(const struct shimgen_late *late, const struct link_map *map)
{
    for (const struct link_map *loading = late->loading; loading != NULL; loading = loading->l_next) {
        if (loading == map) {
            return shimgen_no_definition();
        }
    }
    const struct shimgen_object object = shimgen_object_read(map);
    const struct shimgen_candidate found = shimgen_object_search(&object, late->wanted->name, late->wanted->version);
    struct shimgen_definition definition = shimgen_no_definition();
    if (found.symbol != NULL && !shimgen_is_passed_over(&object, map, &found, late->wanted)) {
        definition.foreign = !shimgen_is_libcs(&object, map, &found, late->wanted);
        definition.function = shimgen_symbol_address(&object, found.symbol, late->wanted->name);
    }
    return definition;
}

/*
 * Searches as the dynamic linker does for a reference of an object: in the scope that was made when it was loaded, and in
 * those of libraries loaded since that need it, too. In the list, a library comes after the one that it was first loaded
 * for.
 */
static struct shimgen_definition shimgen_late_in_scope(const struct shimgen_late *late, unsigned referrer)
{
    struct shimgen_definition definition = shimgen_no_definition();
    struct shimgen_scope scope;
    for (const struct link_map *root = late->objects; root != NULL; root = root->l_next) {
        unsigned index = 0;
        shimgen_scope_of(&scope, late->objects, root);
        for (const struct link_map *map = late->objects; map != NULL && shimgen_scope_has(&scope, referrer);
             map = map->l_next) {
            if (shimgen_scope_has(&scope, index++)) {
                definition = shimgen_late_offer(late, map);
                if (definition.function != NULL) {
                    return definition;
                }
            }
        }
    }
    return definition;
}

/* Whether an object refers to the wanted name; words that lead to the shim are changed if there is a target. */
static struct shimgen_slots_found shimgen_late_references(const struct shimgen_late *late, const struct link_map *map,
                                                          shimgen_function *target)
{
    const struct shimgen_object object = shimgen_object_read(map);
    return shimgen_slots_change(map, &object, late->wanted->name, late->entry, target);
}

/*
 * What the object gets that the call returns to. Nothing if that does not refer to the name: the call is the last one of a
 * function in another object, which returns for it (sibling calls, gcc(1)), or is made by an address.
 */
static struct shimgen_definition shimgen_late_by_caller(const struct shimgen_late *late)
{
    struct shimgen_owner owner = {(ElfW(Addr))late->caller - 1, 0, false}; /* in the call, not after it */
    const struct link_map *map = late->objects;
    unsigned caller = 0;
    if (late->iterate != NULL) {
        late->iterate(shimgen_owner_offer, &owner);
    }
    while (map != NULL && !(owner.found && map->l_addr == owner.base)) {
        map = map->l_next;
        caller++;
    }
    if (map == NULL || !shimgen_late_references(late, map, NULL).any) {
        return shimgen_no_definition();
    }
    return shimgen_late_in_scope(late, caller);
}

/*
 * Where a library gets a foreign definition, its own or that of one that it needs, its references to the shim are changed
 * to that, so that its further calls do not come here. Returns the last of these definitions, if there was one.
 */
static struct shimgen_definition shimgen_late_correct(const struct shimgen_late *late)
{
    struct shimgen_definition last = shimgen_no_definition();
    unsigned index = 0;
    for (const struct link_map *map = late->objects; map != NULL && map != late->loading; map = map->l_next, index++) {
        if (!shimgen_late_references(late, map, NULL).leads) {
            continue; /* also where that was done before: its scope need not be searched again */
        }
        const struct shimgen_definition definition = shimgen_late_in_scope(late, index);
        if (definition.function != NULL && definition.foreign &&
            shimgen_late_references(late, map, definition.function).changed) {
            last = definition;
        }
    }
    return last;
}

/*
 * The whole search, called by dl_iterate_phdr(3) for its first object. Scopes matter only if there is a foreign
 * definition. If the caller is not known, the call comes from a library whose references had not been corrected yet: such
 * ones do not come here any more. Otherwise libc's is taken, or else the first one. The caller may also be code that a
 * compiler made at run time; or the library may have been loaded with RTLD_GLOBAL, which cannot be seen from outside.
 */
static int shimgen_late_search(struct dl_phdr_info *info, size_t size, void *data)
{
    struct shimgen_late *late = data;
    struct shimgen_definition foreign = shimgen_no_definition();
    (void)info;
    (void)size;
    for (const struct link_map *map = late->objects; map != NULL; map = map->l_next) {
        const struct shimgen_definition definition = shimgen_late_offer(late, map);
        if (definition.function != NULL && definition.foreign) {
            foreign = foreign.function == NULL ? definition : foreign;
        } else if (definition.function != NULL && late->definition.function == NULL) {
            late->definition = definition;
        }
    }
    if (late->any && foreign.function != NULL) {
        const struct shimgen_definition own = shimgen_late_by_caller(late);
        const struct shimgen_definition corrected = shimgen_late_correct(late);
        if (own.function != NULL) {
            late->definition = own;
        } else if (corrected.function != NULL) {
            late->definition = corrected;
        } else if (late->definition.function == NULL) {
            late->definition = foreign;
        }
    }
    return 1;
}

/* What this shim exports under the wanted name; NULL if it is in another namespace (dlmopen(3)). */
static shimgen_function *shimgen_late_entry(const struct link_map *first, const struct shimgen_wanted *wanted)
{
    const struct link_map *self = shimgen_self(first);
    if (self == NULL) {
        return NULL;
    }
    const struct shimgen_object object = shimgen_object_read(self);
    const struct shimgen_candidate found = shimgen_object_search(&object, wanted->name, wanted->version);
    return found.symbol == NULL ? NULL : (shimgen_function *)(object.base + found.symbol->st_value);
}

/* The definition that a caller gets; wanted->version is NULL for the default version. */
static struct shimgen_definition shimgen_symbol_lookup(const struct shimgen_wanted *wanted, const void *caller, bool any)
{
    const struct link_map *first = shimgen_first_object();
    const struct shimgen_startup startup = shimgen_startup(first);
    const struct shimgen_definition definition = shimgen_startup_search(first, &startup, wanted, any);
    struct shimgen_late late;
    if (definition.function != NULL || startup.last == NULL || startup.last->l_next == NULL) {
        return definition;
    }
    shimgen_late_begin(&late, &startup, wanted);
    if (any) {
        late.caller = caller;
        late.entry = shimgen_late_entry(first, wanted);
        late.any = true;
    }
    if (late.iterate != NULL) {
        late.iterate(shimgen_late_search, &late);
    } else {
        shimgen_late_search(NULL, 0, &late);
    }
    return late.definition;
}

/*
 * Loads the library that has a function, unless the process has restricted its system calls: then no further ones may
 * be made. The library stays loaded, since the function may be called again. Before 2.34, glibc has dlopen(3) in
 * another library, and uses __libc_dlopen_mode itself; the highest bit of the mode says that libc is the caller
 * (include/dlfcn.h).
 */
static bool shimgen_library_load(const char *library)
{
    const struct link_map *first = shimgen_first_object();
    const struct shimgen_startup startup = shimgen_startup(first);
    const struct shimgen_wanted wanted = {"dlopen", NULL, "libdl.so.2"};
    const int mode = RTLD_NOW | RTLD_NODELETE;
    if (!shimgen_is_relocated() || shimgen_sys_is_restricted() || *(const volatile char *)library == '\0') {
        return false;
    }
    struct shimgen_loader *const loader = shimgen_loader_begin();
    if (loader == NULL) {
        return false;
    }
    const int saved_errno = errno;
    shimgen_iterate *const iterate = (shimgen_iterate *)shimgen_libc_function("dl_iterate_phdr");
    if (iterate != NULL) {
        iterate(shimgen_loader_note_last, loader);
    }
    void *handle = NULL;
    shimgen_function *load = shimgen_startup_search(first, &startup, &wanted, false).function;
    if (load != NULL) {
        handle = ((void *(*)(const char *, int))load)(library, mode);
    } else {
        load = shimgen_libc_function("__libc_dlopen_mode");
        handle = load == NULL ? NULL : ((void *(*)(const char *, int))load)(library, (int)(mode | 0x80000000U));
    }
    errno = saved_errno;
    loader->last = NULL;
    atomic_store_explicit(&loader->thread, NULL, memory_order_release);
    return handle != NULL;
}

/* Whether a name begins with some letters. */
static bool shimgen_name_begins(const char *name, const char *start)
{
    const volatile char *at = name;
    for (const volatile char *expected = start; *expected != '\0'; expected++, at++) {
        if (*at != *expected) {
            return false;
        }
    }
    return true;
}

/*
 * The library that had a function of glibc's libc.so.6 before 2.34, or 2.35 (libanl): a shim that was made for a newer
 * one may run on an older. "" if it has always been libc's.
 */
static const char *shimgen_former_library(const struct shimgen_wanted *wanted)
{
    static const struct {
        const char start[12];
        const char library[16];
    } former[] = {
        {"pthread_", "libpthread.so.0"}, {"__pthread_", "libpthread.so.0"}, {"sem_", "libpthread.so.0"},
        {"dl", "libdl.so.2"},            {"aio_", "librt.so.1"},            {"lio_", "librt.so.1"},
        {"mq_", "librt.so.1"},           {"timer_", "librt.so.1"},          {"shm_", "librt.so.1"},
        {"openpty", "libutil.so.1"},     {"forkpty", "libutil.so.1"},       {"login", "libutil.so.1"},
        {"logout", "libutil.so.1"},      {"logwtmp", "libutil.so.1"},       {"gai_", "libanl.so.1"},
        {"getaddrinfo", "libanl.so.1"},
    };
    if (shimgen_same_name(wanted->library, "libc.so.6")) {
        for (size_t i = 0; i < sizeof former / sizeof former[0]; i++) {
            if (shimgen_name_begins(wanted->name, former[i].start)) {
                return former[i].library;
            }
        }
    }
    return "";
}

/*
 * The definition that a caller gets. If no library has the version, no program is linked to it, and the caller got the
 * address from dlsym(3), which means the default version.
 */
static __attribute__((cold, noinline)) struct shimgen_definition
shimgen_symbol_define(const struct shimgen_wanted *wanted, const void *caller, bool any)
{
    const struct shimgen_wanted standard = {wanted->name, NULL, wanted->library};
    struct shimgen_definition definition = shimgen_symbol_lookup(wanted, caller, any);
    if (definition.function == NULL && wanted->version != NULL) {
        definition = shimgen_symbol_lookup(&standard, caller, any);
    }
    if (definition.function == NULL && shimgen_library_load(wanted->library)) {
        definition = shimgen_symbol_lookup(&standard, caller, any);
    }
    if (definition.function == NULL && shimgen_library_load(shimgen_former_library(wanted))) {
        definition = shimgen_symbol_lookup(&standard, caller, any);
    }
    return definition;
}

/*
 * What happens in a call of a function that no library of this machine has: it fails as that function would. The libc
 * at build time had the function, and this one is older. Without the shim, the dynamic linker would have refused to
 * start the program ("undefined symbol"), or, for a weak reference, the program would have seen that the function does
 * not exist.
 */
#define SHIMGEN_ABSENT_MINUS_ONE 0
#define SHIMGEN_ABSENT_ERROR_NUMBER 1
#define SHIMGEN_ABSENT_ZERO 2 /* 0, NULL, or no result */
#define SHIMGEN_ABSENT_FLOATING 3
#define SHIMGEN_ABSENT_EXTENDED 4
#define SHIMGEN_ABSENT_END 5 /* the process ends: the function does not return, or returns a structure */

/* As wide as any result; a caller that expects less takes the lower part (System V ABI: eax of edx:eax). */
static long long shimgen_absent_minus_one(void)
{
    errno = ENOSYS;
    return -1;
}

static int shimgen_absent_error_number(void)
{
    return ENOSYS;
}

static long long shimgen_absent_zero(void)
{
    errno = ENOSYS;
    return 0;
}

static double shimgen_absent_floating(void)
{
    errno = ENOSYS;
    return 0;
}

static long double shimgen_absent_extended(void)
{
    errno = ENOSYS;
    return 0;
}

static void shimgen_say(const char *text)
{
    size_t length = 0;
    for (const volatile char *at = text; *at != '\0'; at++) {
        length++;
    }
    shimgen_sys_if_allowed(SYS_write, 2, (long)text, (long)length, 0, 0);
}

/*
 * Returns a function that fails, and says so; ends the process if such a call could not return. While this thread loads a
 * library, it says nothing, and the next call looks again: `lasting` is false.
 */
static __attribute__((cold, noinline)) struct shimgen_definition
shimgen_symbol_absent(const struct shimgen_wanted *wanted, unsigned how)
{
    struct shimgen_definition definition = shimgen_no_definition();
    definition.lasting = shimgen_loader_of(shimgen_machine_thread()) == NULL;
    if (definition.lasting || how == SHIMGEN_ABSENT_END) {
        shimgen_say("shimgen: no library of this machine defines ");
        shimgen_say(wanted->name);
    }
    if (how == SHIMGEN_ABSENT_END) {
        shimgen_say(", and there is nothing to return in its place\n");
        shimgen_sys(SYS_kill, shimgen_sys(SYS_getpid, 0, 0, 0, 0, 0), SIGABRT, 0, 0, 0);
        __builtin_trap(); /* SIGABRT was blocked or handled */
    }
    if (definition.lasting) {
        shimgen_say("; calls of it fail with ENOSYS\n");
    }
    switch (how) {
    case SHIMGEN_ABSENT_MINUS_ONE:
        definition.function = (shimgen_function *)shimgen_absent_minus_one;
        break;
    case SHIMGEN_ABSENT_ERROR_NUMBER:
        definition.function = (shimgen_function *)shimgen_absent_error_number;
        break;
    case SHIMGEN_ABSENT_FLOATING:
        definition.function = (shimgen_function *)shimgen_absent_floating;
        break;
    case SHIMGEN_ABSENT_EXTENDED:
        definition.function = (shimgen_function *)shimgen_absent_extended;
        break;
    default:
        definition.function = (shimgen_function *)shimgen_absent_zero;
        break;
    }
    return definition;
}

/* The definition that a caller gets, or a substitute; remembered if it will never change. */
static __attribute__((cold, noinline)) shimgen_function *
shimgen_symbol_search(shimgen_symbol_cache *cache, const struct shimgen_wanted *wanted, unsigned absent,
                      const void *caller, bool any)
{
    struct shimgen_definition definition = shimgen_symbol_define(wanted, caller, any);
    if (definition.function == NULL) {
        definition = shimgen_symbol_absent(wanted, absent);
    }
    if (definition.lasting) {
        atomic_store_explicit(cache, definition.function, memory_order_relaxed);
    }
    return definition.function;
}

/*
 * For a wrapper in C: the first definition that is not foreign. Where wrappers cannot jump, it may be a foreign one;
 * elsewhere calls to foreign definitions have been jumped past the wrapper before.
 */
static __attribute__((cold, noinline)) shimgen_function *
shimgen_symbol_find(shimgen_symbol_cache *cache, const char *name, const char *version, const char *library,
                    unsigned absent)
{
    const struct shimgen_wanted wanted = {name, version, library};
    return shimgen_symbol_search(cache, &wanted, absent, NULL, !SHIMGEN_CAN_JUMP);
}

/* The same; each use but the first is one load and one test, unless the function's library may be unloaded. */
static inline shimgen_function *shimgen_symbol_next(shimgen_symbol_cache *cache, const char *name, const char *version,
                                                    const char *library, unsigned absent)
{
    shimgen_function *function = atomic_load_explicit(cache, memory_order_relaxed);
    return __builtin_expect(function != NULL, 1) ? function
                                                 : shimgen_symbol_find(cache, name, version, library, absent);
}

#endif
