/*
 * What an expert would write by hand: the next function is looked up in the first call and remembered; every other call
 * is a load, a test and a jump.
 *
 * The lookup is in a cold function of its own, so that the wrapper need not save its arguments.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

#define WRAP(result, name, parameters, arguments)                                                                      \
    static result(*next_##name) parameters;                                                                            \
    static __attribute__((cold, noinline)) result first_##name parameters                                              \
    {                                                                                                                  \
        next_##name = (__typeof__(next_##name))dlsym(RTLD_NEXT, #name);                                                \
        return next_##name arguments;                                                                                  \
    }                                                                                                                  \
    EXPORTED result(name) parameters                                                                                   \
    {                                                                                                                  \
        return next_##name != NULL ? next_##name arguments : first_##name arguments;                                   \
    }

WRAP(int, abs, (int number), (number))
WRAP(int, toupper, (int character), (character))
WRAP(int, access, (const char *path, int mode), (path, mode))
WRAP(int, close, (int fd), (fd))
WRAP(pid_t, getppid, (void), ())
WRAP(off_t, lseek, (int fd, off_t offset, int whence), (fd, offset, whence))
