/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_mount.h: file systems of Java under a path of other programs: what programs and the server share.
 *
 * What programs see of a file system is a tree of real folders and files, to which a redirection leads (shimgen_redirect.h). The
 * server fills it when it is needed: a folder when it is first opened or something is looked for in it, a file when it is
 * first opened. Before that, a folder has nothing but a mark in it, and a file has its size, but no block.
 *
 * So whether something has been filled is known from the tree itself, whoever has died meanwhile; and a folder that has not been cannot
 * be removed or replaced by mistake, since it is not empty.
 */
#ifndef SHIMGEN_MOUNT_H
#define SHIMGEN_MOUNT_H

#include <stdatomic.h>

/* The file in the session's folder, and the socket that the server listens at: unix(7), a stream. */
#define SHIMGEN_MOUNT_FILE "/mounts"
#define SHIMGEN_MOUNT_SOCKET "/mount-server"

/* What the first bytes of the file are, and its version: another one is not read. */
#define SHIMGEN_MOUNT_MAGIC "shimmnts"
#define SHIMGEN_MOUNT_VERSION 1U
#define SHIMGEN_MOUNT_HEAD_SIZE 4096U
#define SHIMGEN_MOUNT_ROOT_SIZE 1024U

/* What a folder has in it as long as it has not been filled: a symbolic link. */
#define SHIMGEN_MOUNT_UNFILLED ".shimgen-unfilled"

struct shimgen_mount_head {
    char magic[8];
    unsigned version;
    atomic_uint mounts;  /* how many there are; as long as it is 0, nothing else counts */
    atomic_uint folders; /* how many have not been filled */
    atomic_uint files;   /* how many have not been filled */
    atomic_uint filling; /* how many files are being filled just now */
    unsigned limit;      /* how long a program waits for a sign of life from the server, in milliseconds */
    unsigned major;      /* of the device that all trees are on: stat(2), st_dev */
    unsigned minor;
    unsigned root_length;
    char root[SHIMGEN_MOUNT_ROOT_SIZE]; /* the folder that all trees are in */
};

_Static_assert(sizeof(struct shimgen_mount_head) <= SHIMGEN_MOUNT_HEAD_SIZE, "the head has a page");

/* Messages: one to the server; then any number of signs of life, and one answer. ------------------------------------- */

#define SHIMGEN_MOUNT_MARK 0x534d0001U /* "SM", and the version */

enum shimgen_mount_wish {
    SHIMGEN_MOUNT_FILL = 1, /* a file's content, or what a folder has in it */
    SHIMGEN_MOUNT_EMPTY,    /* a file without its content, which is not wanted */
    SHIMGEN_MOUNT_FOLDERS,  /* all folders below one */
    SHIMGEN_MOUNT_ALL,      /* all folders and files below one, or the file */
    SHIMGEN_MOUNT_SYNC      /* the file system shall have what was written */
};

struct shimgen_mount_ask {
    unsigned mark;
    unsigned wish;
    unsigned long long inode;
};

#define SHIMGEN_MOUNT_ALIVE 0xffffffffU

struct shimgen_mount_answer {
    unsigned mark;
    unsigned error; /* an errno, 0 for none, or SHIMGEN_MOUNT_ALIVE: the server is at it */
};

#endif
