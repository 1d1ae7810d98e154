/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Runs a command, and answers its calls of stat(3) and open(3) for one file, as the listener of a filter (seccomp_unotify(2)): a stat with a
 * result, an open with a descriptor that is put into the command's table.
 *
 * With "sync", the kernel is told that one of the two always waits for the other, and wakes it up on the same processor.
 *
 * notify plain|sync FILE COMMAND…
 */
#define _GNU_SOURCE
#include "filter.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS /* linux/seccomp.h since 6.6 */
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

/* Sets the filter and becomes the command. The number of the listener, which execve(2) closes, goes through the pipe; the command is let go by
 * the other one, when somebody has the listener. */
static void become(char **command, int says, int waits)
{
    char go;
    const int listener = filter_two_calls(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
    const int error = errno;
    const int number = listener < 0 ? -error : listener;
    if (write(says, &number, sizeof number) != sizeof number || read(waits, &go, 1) != 1) {
        _exit(126);
    }
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

/* The listener waits for ever if nobody is left to be answered; wait(2) and _exit(2) may be called by signal handlers. */
static void ended(int signal)
{
    int status = signal;
    if (wait(&status) > 0) {
        _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    }
}

static void add_descriptor(int listener, const struct seccomp_notif *call)
{
    const int opened = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct seccomp_notif_addfd add = {
        .id = call->id,
        .flags = SECCOMP_ADDFD_FLAG_SEND,
        .srcfd = (unsigned)opened,
        .newfd_flags = (unsigned)call->data.args[2] & O_CLOEXEC,
    };
    ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
    close(opened);
}

static void answer(int listener, const struct seccomp_notif *call, struct seccomp_notif_resp *response, const char *file)
{
    response->id = call->id;
    response->val = 0;
    response->error = 0;
    response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    /* The id is looked at again when the memory has been read: the process may have died, and its number may be another's. */
    if (filter_names((pid_t)call->pid, call->data.args[1], file) && ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &call->id) == 0) {
        if (call->data.nr == SYS_openat) {
            add_descriptor(listener, call);
            return;
        }
        response->flags = 0;
        response->error = filter_write_status((pid_t)call->pid, call->data.args[2]) ? 0 : -EFAULT;
    }
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, response); /* ENOENT: a signal has ended the call */
}

static void serve(int listener, const char *file)
{
    struct seccomp_notif_sizes sizes;
    if (syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes) != 0) {
        return;
    }
    /* A newer kernel may have larger ones. */
    const size_t call_size = sizes.seccomp_notif > sizeof(struct seccomp_notif) ? sizes.seccomp_notif : sizeof(struct seccomp_notif);
    const size_t response_size =
        sizes.seccomp_notif_resp > sizeof(struct seccomp_notif_resp) ? sizes.seccomp_notif_resp : sizeof(struct seccomp_notif_resp);
    struct seccomp_notif *const call = malloc(call_size);
    struct seccomp_notif_resp *const response = calloc(1, response_size);
    while (call != NULL && response != NULL) {
        memset(call, 0, call_size);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, call) == 0) {
            answer(listener, call, response, file);
        } else if (errno != EINTR && errno != ENOENT) {
            break;
        }
    }
    free(call);
    free(response);
}

int main(int count, char **words)
{
    int number;
    int says[2];
    int waits[2];
    if (count < 4 || pipe2(says, O_CLOEXEC) != 0 || pipe2(waits, O_CLOEXEC) != 0) {
        return 2;
    }
    const pid_t command = fork();
    if (command == 0) {
        become(words + 3, says[1], waits[0]);
    }
    if (read(says[0], &number, sizeof number) != sizeof number || number < 0) {
        fprintf(stderr, "seccomp: %s\n", strerror(number < 0 ? -number : EPIPE));
        return 1;
    }
    const int process = (int)syscall(SYS_pidfd_open, command, 0);
    const int listener = (int)syscall(SYS_pidfd_getfd, process, number, 0);
    if (listener < 0) {
        perror("pidfd_getfd");
        return 1;
    }
    if (strcmp(words[1], "sync") == 0 && ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP) != 0) {
        perror("SECCOMP_IOCTL_NOTIF_SET_FLAGS");
        return 1;
    }
    const struct sigaction action = {.sa_handler = ended};
    if (sigaction(SIGCHLD, &action, NULL) != 0 || write(waits[1], "", 1) != 1) {
        return 1;
    }
    serve(listener, words[2]);
    perror("SECCOMP_IOCTL_NOTIF_RECV");
    return 1;
}
