#define _GNU_SOURCE
/*
 * Processes that must not read the processor's counter (prctl(2), PR_SET_TSC): events have the time when the reader last looked,
 * so many begin at the same. Each opens a path with its own process id.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(void)
{
    char path[64];
    snprintf(path, sizeof path, "/none/%d", getpid());
    open(path, O_RDONLY);
}

static void nest(int depth)
{
    tell();
    if (depth > 0 && fork() == 0) {
        nest(depth - 1);
        _exit(0);
    }
    wait(NULL);
    tell();
}

int main(void)
{
    prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
    for (int i = 0; i < 20; i++) {
        nest(3);
    }
    return 0;
}
