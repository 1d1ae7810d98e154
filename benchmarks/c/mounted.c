/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A file system by libfuse with one empty file, "answered". Its name is known for ever, and its attributes never, so that each stat(2) and each
 * open(2) of it is one question: FUSE_GETATTR, FUSE_OPEN.
 *
 * mounted -f -s FOLDER
 */
#define FUSE_USE_VERSION 31
#include <errno.h>
#include <fuse.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

static void *begin(struct fuse_conn_info *connection, struct fuse_config *config)
{
    (void)connection;
    config->entry_timeout = 3600;
    config->negative_timeout = 3600;
    config->attr_timeout = 0;
    return NULL;
}

static int get_attributes(const char *path, struct stat *status, struct fuse_file_info *file)
{
    (void)file;
    memset(status, 0, sizeof *status);
    status->st_nlink = 1;
    if (strcmp(path, "/") == 0) {
        status->st_mode = S_IFDIR | 0755;
        return 0;
    }
    status->st_mode = S_IFREG | 0444;
    return strcmp(path, "/answered") == 0 ? 0 : -ENOENT;
}

static int open_file(const char *path, struct fuse_file_info *file)
{
    (void)file;
    return strcmp(path, "/answered") == 0 ? 0 : -ENOENT;
}

int main(int count, char **words)
{
    const struct fuse_operations operations = {.init = begin, .getattr = get_attributes, .open = open_file};
    return fuse_main(count, words, &operations, NULL);
}
