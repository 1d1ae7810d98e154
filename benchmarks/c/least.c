/*
 * The least that a program has to do to share memory with a reader: opens the pool of the session, maps it, and writes into two of
 * its pages. What that costs in an exec is no library's fault.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHUNK = 65536, UNUSED = CHUNK - 64, CHUNKS = 64 };

__attribute__((constructor)) static void share(void)
{
    char path[4096];
    const char *session = getenv("SHIMGEN_SESSION");
    if (session == NULL || snprintf(path, sizeof path, "%s/pool", session) >= (int)sizeof path) {
        return;
    }
    const int file = open(path, O_RDWR | O_CLOEXEC);
    char *pool = file < 0 ? MAP_FAILED : mmap(NULL, CHUNKS * CHUNK, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (pool == MAP_FAILED) {
        perror(path);
        exit(2);
    }
    close(file);
    /* Behind the head, and at the end of a chunk that nobody has claimed: nothing that a shim reads. */
    ((volatile char *)pool)[UNUSED] = 1;
    ((volatile char *)pool)[(CHUNKS - 1) * CHUNK + UNUSED] = 0;
}
