/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_program.h: programs that are executed by names that stand for others.
 *
 * The kernel reads the first line of a script itself, and looks there for an interpreter that may be nowhere but below a
 * `from`; and it would tell the script its own name as the kernel knows it. So the line is read here, and the interpreter is
 * executed with the arguments that the kernel would give it: execve(2), "Interpreter scripts". What the kernel and the dynamic linker
 * look for beyond that passes no wrapper: the program's own interpreter (PT_INTERP) and its libraries (DT_NEEDED, RUNPATH).
 */
#ifndef SHIMGEN_REDIRECT_PROGRAM_H
#define SHIMGEN_REDIRECT_PROGRAM_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shimgen_copy.h"
#include "shimgen_redirect_name.h"
#include "shimgen_redirect_rules.h"
#include "shimgen_settings.h"
#include "shimgen_sys.h"

/* Bytes of a first line that the kernel reads (BINPRM_BUF_SIZE), and how many interpreters may be scripts themselves. */
#define SHIMGEN_REDIRECT_LINE 256
#define SHIMGEN_REDIRECT_SCRIPTS_MAX 4

/* What execvp(3) gives files to that the kernel does not know: _PATH_BSHELL, <paths.h>. */
#define SHIMGEN_REDIRECT_SHELL_NAME "/bin/sh"

/* Arguments that are on the stack; more have memory of their own. */
#define SHIMGEN_REDIRECT_ARGUMENTS 64

/* How a program is looked for. */
enum shimgen_redirect_looked {
    SHIMGEN_REDIRECT_BY_NAME,
    SHIMGEN_REDIRECT_BY_PATH,
    SHIMGEN_REDIRECT_BY_SHELL /* along PATH, and what the kernel does not know is a shell's: execvp(3) */
};

/* What is executed. */
struct shimgen_redirect_program {
    char *const *arguments;
    char **far;      /* memory for many arguments; NULL if there is none */
    size_t far_size; /* bytes */
    unsigned scripts;
    char *near[SHIMGEN_REDIRECT_ARGUMENTS];
    char found[SHIMGEN_REDIRECT_TEXT]; /* along PATH */
    char lines[SHIMGEN_REDIRECT_SCRIPTS_MAX][SHIMGEN_REDIRECT_LINE + 1];
};

/* Whether a file can be executed: X_OK, access(2). */
static inline bool shimgen_redirect_allows(const char *name, int mode)
{
    return shimgen_sys_if_allowed(SYS_faccessat, AT_FDCWD, (long)name, mode, 0, 0) == 0;
}

/* Follows the links of a name if nothing is there by its text. */
static void shimgen_redirect_settle(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name)
{
    (void)shimgen_redirect_fetched(name->now);
    if (shimgen_sys_if_allowed(SYS_faccessat, AT_FDCWD, (long)name->now, F_OK, 0, 0) == -ENOENT &&
        shimgen_redirect_has_links(AT_FDCWD, name->now)) {
        shimgen_redirect_follow(rules, name, true);
        (void)shimgen_redirect_fetched(name->now);
    }
}

/* Searching --------------------------------------------------------------------------------------------------------- */

/* Puts a folder of PATH and a file's name together; false if they are too long. An empty one is the current folder. */
static bool shimgen_redirect_candidate(char *to, size_t room, const char *folder, size_t length, const char *file)
{
    const size_t size = (size_t)shimgen_memory_length(file, PATH_MAX);
    if (length + size + 3 > room) {
        return false;
    }
    if (length == 0) {
        folder = ".";
        length = 1;
    }
    shimgen_copy((unsigned char *)to, (const unsigned char *)folder, length);
    to[length] = '/';
    shimgen_copy((unsigned char *)to + length + 1, (const unsigned char *)file, size + 1);
    return true;
}

/* The next folder of PATH: bytes up to its colon. */
static inline size_t shimgen_redirect_path_length(const char *path)
{
    size_t length = 0;
    while (((const volatile char *)path)[length] != ':' && path[length] != '\0') {
        length++;
    }
    return length;
}

/*
 * Looks for a program along PATH, if a rule has something of it. Otherwise, and if there is no such program, libc looks
 * itself and says what is wrong.
 */
static __attribute__((cold, noinline)) void shimgen_redirect_search(const struct shimgen_redirect_rules *rules,
                                                                    struct shimgen_redirect_program *program,
                                                                    struct shimgen_redirect_name *name)
{
    char **const environment = shimgen_settings_environment();
    const char *const file = name->given;
    const char *const path = environment == NULL ? NULL : shimgen_settings_value(environment, "PATH=");
    bool concerned = false;
    for (const char *at = path; at != NULL && !concerned; at++) {
        const size_t length = shimgen_redirect_path_length(at);
        concerned = shimgen_redirect_candidate(program->found, sizeof program->found, at, length, file) &&
                    shimgen_redirect_concerns(rules, program->found);
        at += length;
        if (*at == '\0') {
            break;
        }
    }
    for (const char *at = path; concerned && at != NULL; at++) {
        const size_t length = shimgen_redirect_path_length(at);
        if (shimgen_redirect_candidate(program->found, sizeof program->found, at, length, file)) {
            shimgen_redirect_name(rules, name, AT_FDCWD, program->found);
            shimgen_redirect_settle(rules, name);
            const long folder = shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)name->now,
                                                       SHIMGEN_REDIRECT_O_PATH | O_DIRECTORY | O_CLOEXEC, 0, 0);
            if (folder >= 0) {
                shimgen_sys(SYS_close, folder, 0, 0, 0, 0);
            } else if (shimgen_redirect_allows(name->now, X_OK)) {
                return;
            }
            shimgen_redirect_end(name, 1);
        }
        at += length;
        if (*at == '\0') {
            break;
        }
    }
    name->given = file;
    name->now = file;
    name->far = NULL;
}

/* Scripts ----------------------------------------------------------------------------------------------------------- */

/* What a file is that is executed. */
enum shimgen_redirect_kind {
    SHIMGEN_REDIRECT_PROGRAM, /* the kernel's business */
    SHIMGEN_REDIRECT_SCRIPT,
    SHIMGEN_REDIRECT_COMMANDS /* a text that the kernel does not know (ENOEXEC), a shell may */
};

/* Finds that out. The first line of a script stands in `line`, ended by a null byte. */
static enum shimgen_redirect_kind shimgen_redirect_first_line(const char *name, char *line)
{
    const long flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    const long file = shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)name, flags, 0, 0);
    if (file < 0) {
        return SHIMGEN_REDIRECT_PROGRAM;
    }
    const long size = shimgen_sys(SYS_read, file, (long)line, SHIMGEN_REDIRECT_LINE, 0, 0);
    shimgen_sys(SYS_close, file, 0, 0, 0, 0);
    if (size < 0) {
        return SHIMGEN_REDIRECT_PROGRAM;
    }
    const bool script = size >= 2 && line[0] == '#' && line[1] == '!';
    long end = script ? 2 : 0;
    while (end < size && line[end] != '\n' && line[end] != '\0') {
        end++;
    }
    if (!script) {
        /* What has a null byte in its first line is no text. */
        return end < size && line[end] == '\0' ? SHIMGEN_REDIRECT_PROGRAM : SHIMGEN_REDIRECT_COMMANDS;
    }
    const bool cut = end == SHIMGEN_REDIRECT_LINE;
    long begin = 2;
    while (begin < end && (line[begin] == ' ' || line[begin] == '\t')) {
        begin++;
    }
    long after = begin;
    while (after < end && line[after] != ' ' && line[after] != '\t') {
        after++;
    }
    while (end > 2 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
        end--;
    }
    line[end] = '\0';
    return after == begin || (cut && after == SHIMGEN_REDIRECT_LINE) ? SHIMGEN_REDIRECT_COMMANDS
                                                                     : SHIMGEN_REDIRECT_SCRIPT;
}

/* An interpreter, and the one argument that its line may have for it; NULL if it has none. */
static char *shimgen_redirect_interpreter(char *line, char **argument)
{
    char *begin = line + 2;
    while (*begin == ' ' || *begin == '\t') {
        begin++;
    }
    char *end = begin;
    while (*end != '\0' && *end != ' ' && *end != '\t') {
        end++;
    }
    *argument = NULL;
    if (*end != '\0') {
        *end++ = '\0';
        while (*end == ' ' || *end == '\t') {
            end++;
        }
        *argument = end;
    }
    return begin;
}

/* How many arguments there are, all of which can be read; -1 if not. */
static long shimgen_redirect_count_arguments(char *const *arguments)
{
    long count = 0;
    while (arguments != NULL) {
        if (!shimgen_redirect_page((uintptr_t)(arguments + count))) {
            return -1;
        }
        if (arguments[count] == NULL) {
            break;
        }
        count++;
    }
    return count;
}

/* The arguments of an interpreter, in place of those of its script; false if there is no memory. */
static bool shimgen_redirect_arguments(struct shimgen_redirect_program *program, char *interpreter, char *argument,
                                       const char *script)
{
    const long count = shimgen_redirect_count_arguments(program->arguments);
    if (count < 0) {
        return false;
    }
    const size_t size = ((size_t)count + 4) * sizeof(char *);
    /* A script that is the interpreter of another one may find its arguments here already. */
    char **list = size > sizeof program->near || program->scripts > 0 ? shimgen_sys_memory(size) : program->near;
    if (list == NULL) {
        return false;
    }
    size_t to = 0;
    list[to++] = interpreter;
    if (argument != NULL) {
        list[to++] = argument;
    }
    list[to++] = (char *)(uintptr_t)script;
    for (long i = 1; i < count; i++) {
        ((char *volatile *)list)[to++] = program->arguments[i];
    }
    list[to] = NULL;
    if (program->far != NULL) {
        shimgen_sys(SYS_munmap, (long)program->far, (long)program->far_size, 0, 0, 0);
    }
    program->far = list == program->near ? NULL : list;
    program->far_size = size;
    program->arguments = list;
    return true;
}

/*
 * Finds out what a name of a program leads to, and changes the arguments if that is a script whose first line is not the
 * kernel's business.
 */
static __attribute__((cold, noinline, unused)) void
shimgen_redirect_program(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_program *program,
                         struct shimgen_redirect_name *name, char *const *arguments,
                         enum shimgen_redirect_looked looked)
{
    const long length = name->given == NULL ? 0 : shimgen_redirect_length(name->given);
    program->arguments = arguments;
    program->far = NULL;
    program->scripts = 0;
    if (length <= 0 || length >= PATH_MAX) {
        return;
    }
    if (looked != SHIMGEN_REDIRECT_BY_NAME && shimgen_redirect_up(name->given, (size_t)length) == 0 && name->given[0] != '/') {
        shimgen_redirect_end(name, 1);
        shimgen_redirect_search(rules, program, name);
        if (name->given != program->found) {
            return;
        }
    } else {
        shimgen_redirect_settle(rules, name);
    }
    while (program->scripts < SHIMGEN_REDIRECT_SCRIPTS_MAX) {
        char *const line = program->lines[program->scripts];
        char *argument = NULL;
        char *interpreter = (char *)(uintptr_t)SHIMGEN_REDIRECT_SHELL_NAME;
        const char *told;
        const enum shimgen_redirect_kind kind = shimgen_redirect_first_line(name->now, line);
        if (kind == SHIMGEN_REDIRECT_PROGRAM || !shimgen_redirect_allows(name->now, X_OK)) {
            return;
        }
        if (kind == SHIMGEN_REDIRECT_COMMANDS) {
            if (looked != SHIMGEN_REDIRECT_BY_SHELL || name->now == name->given || program->scripts > 0) {
                return; /* ENOEXEC */
            }
            told = interpreter;
        } else {
            interpreter = shimgen_redirect_interpreter(line, &argument);
            told = interpreter;
            if (name->now == name->given && program->scripts == 0 && !shimgen_redirect_concerns(rules, interpreter)) {
                return; /* the kernel does it */
            }
            if (shimgen_redirect_up(interpreter, (size_t)shimgen_memory_length(interpreter, SHIMGEN_REDIRECT_LINE)) == 0 &&
                interpreter[0] != '/') {
                /* It counts from the current folder, and is not looked for along PATH; there is room where "#!" was. */
                char *const here = interpreter - 2;
                here[0] = '.';
                here[1] = '/';
                told = here;
            }
        }
        if (!shimgen_redirect_arguments(program, interpreter, argument, name->given)) {
            return;
        }
        shimgen_redirect_end(name, 1);
        shimgen_redirect_name(rules, name, AT_FDCWD, told);
        shimgen_redirect_settle(rules, name);
        program->scripts++;
    }
}

static inline void shimgen_redirect_program_end(struct shimgen_redirect_program *program)
{
    if (program->far != NULL) {
        shimgen_sys(SYS_munmap, (long)program->far, (long)program->far_size, 0, 0, 0);
    }
}

/* Lists of arguments ------------------------------------------------------------------------------------------------ */

/*
 * Before execl(3) and its kin, whose arguments only the caller can count: executes the program if its name stands for another, or
 * if it is a script whose interpreter's does. If that fails, the real function is reached, and says what is wrong. `environment`
 * says that a pointer to the environment follows the arguments.
 */
static __attribute__((cold, noinline, unused)) void shimgen_redirect_list(const char *file, const char *first,
                                                                          va_list arguments,
                                                                          enum shimgen_redirect_looked looked,
                                                                          bool environment)
{
    const struct shimgen_redirect_rules *const rules = shimgen_redirect_rules();
    struct shimgen_redirect_program program;
    struct shimgen_redirect_name name;
    char *near[SHIMGEN_REDIRECT_ARGUMENTS];
    va_list counted;
    size_t count = first != NULL;
    if (!shimgen_redirect_any(rules) || shimgen_sys_is_restricted()) {
        return;
    }
    va_copy(counted, arguments);
    while (first != NULL && va_arg(counted, const char *) != NULL) {
        count++;
    }
    va_end(counted);
    const size_t size = (count + 1) * sizeof(char *);
    char **const list = size <= sizeof near ? near : shimgen_sys_memory(size);
    if (list == NULL) {
        return;
    }
    list[0] = (char *)(uintptr_t)first;
    for (size_t i = 1; i <= count; i++) {
        ((char *volatile *)list)[i] = va_arg(arguments, char *);
    }
    char **const variables = environment ? va_arg(arguments, char **) : shimgen_settings_environment();
    shimgen_redirect_name(rules, &name, AT_FDCWD, file);
    shimgen_redirect_program(rules, &program, &name, list, looked);
    if (name.now != file && shimgen_redirect_fetched(name.now) == 0) {
        shimgen_sys(SYS_execve, (long)name.now, (long)program.arguments, (long)variables, 0, 0);
    }
    shimgen_redirect_program_end(&program);
    shimgen_redirect_end(&name, 1);
    if (list != near) {
        shimgen_sys(SYS_munmap, (long)list, (long)size, 0, 0, 0);
    }
}

/* Libraries --------------------------------------------------------------------------------------------------------- */

/* How many names of libraries are kept: each is as good as loaded for good. */
#define SHIMGEN_REDIRECT_LIBRARIES 64

static _Atomic(const char *) shimgen_redirect_libraries[SHIMGEN_REDIRECT_LIBRARIES];

/* A name that stays when the function which has made it returns; NULL if there is no room. */
static __attribute__((cold, noinline, unused)) const char *shimgen_redirect_keep(const char *name)
{
    const size_t size = (size_t)shimgen_memory_length(name, PATH_MAX) + 1;
    const char *found = NULL;
    char *made = NULL;
    for (unsigned i = 0; i < SHIMGEN_REDIRECT_LIBRARIES && found == NULL; i++) {
        const char *kept = atomic_load_explicit(&shimgen_redirect_libraries[i], memory_order_acquire);
        if (kept == NULL) {
            made = made == NULL ? shimgen_sys_memory(size) : made;
            if (made == NULL) {
                return NULL;
            }
            shimgen_copy((unsigned char *)made, (const unsigned char *)name, size);
            if (atomic_compare_exchange_strong(&shimgen_redirect_libraries[i], &kept, made)) {
                return made;
            }
        }
        /* What another thread made meanwhile is as good. */
        if (shimgen_redirect_compare(kept, (size_t)shimgen_memory_length(kept, PATH_MAX), name, size - 1) == 0) {
            found = kept;
        }
    }
    if (made != NULL) {
        shimgen_sys(SYS_munmap, (long)made, (long)size, 0, 0, 0);
    }
    return found;
}

/*
 * What dlopen(3) is to be told in place of a name. A name without a slash is none of a file; it is looked for by the dynamic
 * linker.
 */
static __attribute__((cold, noinline, unused)) const char *shimgen_redirect_library(const char *file)
{
    const struct shimgen_redirect_rules *const rules = shimgen_redirect_rules();
    const long length = file == NULL || !shimgen_redirect_any(rules) ? 0 : shimgen_redirect_length(file);
    const char *kept = NULL;
    if (length <= 0 || length >= PATH_MAX || (file[0] != '/' && shimgen_redirect_up(file, (size_t)length) == 0)) {
        return file;
    }
    struct shimgen_redirect_name name;
    shimgen_redirect_name(rules, &name, AT_FDCWD, file);
    shimgen_redirect_settle(rules, &name);
    if (name.now != file && shimgen_redirect_fetched(name.now) == 0) {
        kept = shimgen_redirect_keep(name.now);
    }
    shimgen_redirect_end(&name, 1);
    return kept == NULL ? file : kept;
}

/* Changes the argument with the name in a call that is jumped to. */
#define SHIMGEN_REDIRECT_LOAD(arguments, index, fetched, file)                                                         \
    (*SHIMGEN_JUMP_ARGUMENT(arguments, index, fetched) = (unsigned long)shimgen_redirect_library(file))

#endif
