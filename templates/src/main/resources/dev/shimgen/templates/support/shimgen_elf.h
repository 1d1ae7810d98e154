/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_elf.h: reads from a loaded object which functions it defines, in which versions, and which libraries it needs
 * (ELF gABI, chapter 5).
 *
 * Only memory is read. No function is called, nothing allocated, no lock taken, and errno is never touched.
 */
#ifndef SHIMGEN_ELF_H
#define SHIMGEN_ELF_H

#include <elf.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The parts of one loaded object that a lookup needs; NULL where the object does not have them. */
struct shimgen_object {
    ElfW(Addr) base;
    const ElfW(Sym) * symbols;
    const char *strings;
    const ElfW(Half) * versions;
    const ElfW(Verdef) * definitions;
    const uint32_t *gnu_hash;
    const uint32_t *sysv_hash;
    const ElfW(Dyn) * needed; /* the first library that it needs: the dynamic section from there on */
    ElfW(Addr) name_offset;
};

/*
 * Compares byte by byte through volatile, so that the compiler cannot turn the loop into a call of strcmp(3): that may
 * be wrapped, or an ifunc that is not resolved yet.
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
 * glibc replaces the addresses in a dynamic section by absolute ones when it loads the object (on most machines); musl
 * leaves them as they are in the file, and so does the kernel in the vDSO. An address below the load base must be one
 * that is relative to it.
 */
static inline const void *shimgen_object_address(ElfW(Addr) base, ElfW(Addr) value)
{
    return (const void *)(value < base ? base + value : value);
}

/* Member by member, here and below: compilers may turn an initializer into a call of memset(3). */
static __attribute__((cold, noinline)) struct shimgen_object shimgen_object_read(const struct link_map *map)
{
    struct shimgen_object object;
    object.base = map->l_addr;
    object.symbols = NULL;
    object.strings = NULL;
    object.versions = NULL;
    object.definitions = NULL;
    object.gnu_hash = NULL;
    object.sysv_hash = NULL;
    object.needed = NULL;
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
        case DT_NEEDED:
            object.needed = object.needed == NULL ? entry : object.needed;
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
 * The vDSO is in the list as well, and some of its functions have libc's names (clock_gettime, time). They cannot stand
 * in for libc's: they return -EINVAL where libc returns -1 and sets errno. For the names, linux-vdso*.so.1 and
 * linux-gate.so.1, see vdso(7).
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

/* The best definition found so far in one object. */
struct shimgen_candidate {
    bool variable;      /* whether a variable is wanted, not a function */
    const char *wanted; /* the one version that will do, or NULL for the default */
    const ElfW(Sym) * symbol;
    ElfW(Half) version;
};

/* A defined function, or a symbol without a type, as in hand-written assembler. */
static inline bool shimgen_symbol_is_function(const ElfW(Sym) * symbol)
{
    const unsigned type = symbol->st_info & 0xfU; /* ELF32_ST_TYPE and ELF64_ST_TYPE are the same */
    return symbol->st_shndx != SHN_UNDEF && symbol->st_value != 0 &&
           (type == STT_FUNC || type == STT_GNU_IFUNC || type == STT_NOTYPE) && (symbol->st_info >> 4) != STB_LOCAL;
}

/*
 * A defined variable. If an executable has a copy of a library's (R_X86_64_COPY and others), the executable's is the
 * one in use.
 */
static inline bool shimgen_symbol_is_variable(const ElfW(Sym) * symbol)
{
    return symbol->st_shndx != SHN_UNDEF && symbol->st_value != 0 && (symbol->st_info & 0xfU) == STT_OBJECT &&
           (symbol->st_info >> 4) != STB_LOCAL;
}

/* The name of an object's version index (DT_VERDEF: LSB Core, "Symbol Versioning"), or "". */
static const char *shimgen_version_name(const struct shimgen_object *object, unsigned index)
{
    const char *at = (const char *)object->definitions;
    while (at != NULL) {
        const ElfW(Verdef) *definition = (const ElfW(Verdef) *)at;
        if (definition->vd_ndx == index) {
            const ElfW(Verdaux) *first = (const ElfW(Verdaux) *)(at + definition->vd_aux);
            return object->strings + first->vda_name;
        }
        at = definition->vd_next == 0 ? NULL : at + definition->vd_next;
    }
    return "";
}

/*
 * Looks at one symbol; returns true if the search may stop. An object may define a name once for each version
 * (realpath@GLIBC_2.2.5, realpath@@GLIBC_2.3). The definition without the "hidden" bit is the default: a program that
 * is linked today gets it, and so does dlsym(3). If every definition is hidden, the name is kept for old programs only;
 * then the caller is such a program, and the newest version is taken: version indexes grow with the order of the
 * versions in the object's version script.
 *
 * If a version is wanted, only that one will do, or a definition without a version, as for a program's reference
 * (glibc, elf/dl-lookup.c, check_match): another version may have other rules and other structures, as
 * pthread_cond_wait@GLIBC_2.2.5 has.
 */
static bool shimgen_candidate_offer(struct shimgen_candidate *found, const struct shimgen_object *object,
                                    uint32_t index, const char *name)
{
    const ElfW(Sym) *symbol = &object->symbols[index];
    const ElfW(Half) version = object->versions == NULL ? 1 : object->versions[index];
    const bool hidden = (version & 0x8000U) != 0;
    const bool right = found->variable ? shimgen_symbol_is_variable(symbol) : shimgen_symbol_is_function(symbol);
    if (!right || version == VER_NDX_LOCAL ||
        !shimgen_same_name(object->strings + symbol->st_name, name)) {
        return false;
    }
    if (found->wanted != NULL) {
        if (version != VER_NDX_GLOBAL &&
            !shimgen_same_name(shimgen_version_name(object, version & 0x7fffU), found->wanted)) {
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
 * DT_GNU_HASH: four words of header, the Bloom filter, the buckets, then one word for each symbol from the first hashed
 * one on; its lowest bit ends a bucket. (Introduced by binutils' --hash-style=gnu.)
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

/* DT_HASH (ELF gABI, "Hash Table"): the classic table, and the only one on some musl systems. */
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

static void shimgen_candidate_search(struct shimgen_candidate *found, const struct shimgen_object *object,
                                     const char *name)
{
    if (object->symbols == NULL || object->strings == NULL || shimgen_object_is_vdso(object)) {
        return;
    }
    if (object->gnu_hash != NULL) {
        shimgen_search_gnu_hash(found, object, name);
    } else if (object->sysv_hash != NULL) {
        shimgen_search_sysv_hash(found, object, name);
    }
}

/*
 * The definition of a name in one loaded object, with a null symbol if there is none; version may be NULL, for the
 * default.
 */
static __attribute__((cold, noinline)) struct shimgen_candidate
shimgen_object_search(const struct shimgen_object *object, const char *name, const char *version)
{
    struct shimgen_candidate found;
    found.variable = false;
    found.wanted = version;
    found.symbol = NULL;
    found.version = 0;
    shimgen_candidate_search(&found, object, name);
    return found;
}

/* The address of an object's variable, or NULL. Only a shim that traces needs this. */
static inline __attribute__((unused)) const void *shimgen_object_variable(const struct shimgen_object *object,
                                                                         const char *name)
{
    struct shimgen_candidate found;
    found.variable = true;
    found.wanted = NULL;
    found.symbol = NULL;
    found.version = 0;
    shimgen_candidate_search(&found, object, name);
    return found.symbol == NULL ? NULL : (const void *)(object->base + found.symbol->st_value);
}

/* Whether an object defines a function. */
static bool shimgen_object_has(const struct shimgen_object *object, const char *name)
{
    return shimgen_object_search(object, name, NULL).symbol != NULL;
}

/* A file's name without its folders. */
static const char *shimgen_base_name(const char *path)
{
    const char *base = path;
    for (const volatile char *at = path; *at != '\0'; at++) {
        if (*at == '/') {
            base = (const char *)at + 1;
        }
    }
    return base;
}

/*
 * Whether an object is the library that others call by a name: its file name, or the name that it gives itself. A name
 * with folders may contain "$ORIGIN" (ld.so(8)), so folders are not compared.
 */
static bool shimgen_object_is_called(const struct shimgen_object *object, const struct link_map *map, const char *library)
{
    return (map->l_name != NULL &&
            shimgen_same_name(shimgen_base_name(map->l_name), shimgen_base_name(library)) &&
            *(const volatile char *)library != '\0') ||
           (object->strings != NULL && object->name_offset != 0 &&
            shimgen_same_name(object->strings + object->name_offset, library));
}

#endif
