/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 69: names that stand for others, however a program says them.
 *
 * Breaks when: shimgen_redirect_is_below does not look at the slash behind a name: "a name whose second component begins
 * alike". Folders of relative names are not asked for: "from above". ".." is left to the kernel: "out of the folder". Calls that find
 * nothing are not made again: "a link into the folder, and errno"; the same if errno is not put back before. mkstemp does not write
 * back: "a template is written back". Nothing is mapped back: "getcwd".
 * Only a link whose target is itself below a name is told from others: "a link to what is above the folder", "a relative link into the
 * folder".
 * Folders before ".." are not looked at: "up from nothing".
 * A dot at the end becomes a slash: "rmdir of .". A link at the end is followed if a slash is behind it: "rmdir of a link".
 * A name is measured with PATH_MAX: "a name longer than PATH_MAX". What has no room for the real name is given up: "room for what it
 * is called".
 * A loop that the kernel does not see is none: "a loop of absolute links".
 *
 * Build: -D_GNU_SOURCE -O2
 * Shim: redirected
 */
#include "trap_redirect.h"
#include <dirent.h>
#include <ftw.h>

/* Entry points of programs that were built with _FORTIFY_SOURCE, and those for large files: fcntl(2), mkstemp(3). */
extern int __openat_2(int folder, const char *path, int flags);
extern int __open_2(const char *path, int flags);
extern int __open64_2(const char *path, int flags);

static void names(void)
{
    struct stat status;
    struct stat other;
    EXPECT(syscall(SYS_faccessat, AT_FDCWD, "/trap-a", F_OK) == -1, "the folder is really there");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/file", "of b"), "a file");
    EXPECT(trap_says(AT_FDCWD, "//trap-a//file", "of b"), "slashes");
    EXPECT(trap_says(AT_FDCWD, "/./trap-a/./sub/../file", "of b"), "dots");
    EXPECT(trap_says(AT_FDCWD, "/usr/../trap-a/file", "of b"), "into the folder by ..");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/../trap-a/file", "of b"), "out of the folder, and into it");
    EXPECT(stat("/trap-a/", &status) == 0 && S_ISDIR(status.st_mode), "a slash at the end");
    EXPECT(stat("/trap-a/file/", &status) == -1 && errno == ENOTDIR, "a slash behind a file");
    EXPECT(stat("/trap-a/..", &status) == 0 && stat("/", &other) == 0 && status.st_ino == other.st_ino,
           "out of the folder");
    EXPECT(stat("/trap-a/../etc", &status) == 0 && stat("/etc", &other) == 0 && status.st_ino == other.st_ino,
           "out of the folder and on");
    trap_write(trap_real("../b2"), "of b2");
    EXPECT(access("/trap-ab", F_OK) == -1 && access("/trap-a2", F_OK) == -1, "a name that begins alike");
    EXPECT(trap_says(AT_FDCWD, "/trap-d/e/file", "of b"), "a name of two components");
    EXPECT(access("/trap-d/e2", F_OK) == -1 && errno == ENOENT, "a name whose second component begins alike");
    EXPECT(access("/trap-d", F_OK) == -1 && errno == ENOENT, "what is above a name");
    EXPECT(open("", O_RDONLY) == -1 && errno == ENOENT, "no name");
}

static void relative(void)
{
    char path[PATH_MAX];
    EXPECT(chdir("/") == 0, "chdir /");
    EXPECT(trap_says(AT_FDCWD, "trap-a/file", "of b") && trap_says(AT_FDCWD, "./trap-a/file", "of b"), "from above");
    const int root = open("/", O_RDONLY | O_DIRECTORY);
    struct stat status;
    EXPECT(fstatat(root, "trap-a", &status, AT_SYMLINK_NOFOLLOW) == 0, "a walk by component");
    const int folder = openat(root, "trap-a", O_RDONLY | O_DIRECTORY);
    EXPECT(folder >= 0 && trap_says(folder, "file", "of b"), "inside of the folder");
    EXPECT(trap_says(folder, "sub/../file", "of b"), "inside of the folder, with ..");
    EXPECT(fstatat(folder, "../etc", &status, 0) == 0, "out of the folder by its descriptor");
    EXPECT(trap_says(folder, "../trap-a/sub/file", "of sub"), "out of it, and into it");
    EXPECT(chdir("/trap-a/sub") == 0 && trap_says(AT_FDCWD, "file", "of sub"), "chdir");
    EXPECT(trap_says(AT_FDCWD, "../file", "of b") && trap_says(AT_FDCWD, "../../trap-a/file", "of b"), "up");
    EXPECT(stat("../../etc/passwd", &status) == 0, "up and out");
    EXPECT(getcwd(path, sizeof path) != NULL && strcmp(path, "/trap-a/sub") == 0, "getcwd");
    EXPECT(fchdir(folder) == 0 && getcwd(path, sizeof path) != NULL && strcmp(path, "/trap-a") == 0, "fchdir");
    EXPECT(chdir("..") == 0 && getcwd(path, sizeof path) != NULL && strcmp(path, "/") == 0, "chdir ..");
    close(root);
    close(folder);
}

static void given_back(void)
{
    char path[PATH_MAX] = "";
    char link[64];
    EXPECT(chdir("/trap-a/sub") == 0, "chdir");
    char *made = getcwd(NULL, 0);
    EXPECT(made != NULL && strcmp(made, "/trap-a/sub") == 0, "getcwd of new memory");
    free(made);
    unsetenv("PWD");
    made = get_current_dir_name();
    EXPECT(made != NULL && strcmp(made, "/trap-a/sub") == 0, "get_current_dir_name");
    free(made);
    EXPECT(getcwd(path, 11) == NULL && errno == ERANGE, "no room for what it is called");
    EXPECT(realpath("../file", path) == path && strcmp(path, "/trap-a/file") == 0, "realpath");
    made = realpath("/trap-a/./sub/..", NULL);
    EXPECT(made != NULL && strcmp(made, "/trap-a") == 0, "realpath of new memory");
    free(made);
    made = canonicalize_file_name("file");
    EXPECT(made != NULL && strcmp(made, "/trap-a/sub/file") == 0, "canonicalize_file_name");
    free(made);
    const int file = open("file", O_RDONLY);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path);
    EXPECT(size == 16 && memcmp(path, "/trap-a/sub/file", 16) == 0, "/proc/self/fd");
    memset(path, '#', sizeof path);
    size = readlink(link, path, 9);
    EXPECT(size == 9 && memcmp(path, "/trap-a/s#", 10) == 0, "what is cut");
    size = readlink("/proc/self/cwd", path, sizeof path);
    EXPECT(size == 11 && memcmp(path, "/trap-a/sub", 11) == 0, "/proc/self/cwd");
    close(file);
    char template[] = "/trap-a/sub/tXXXXXX.c";
    char other[] = "tXXXXXX";
    char folder[] = "/trap-a/dXXXXXX";
    int new = mkostemps64(template, 2, O_CLOEXEC);
    EXPECT(new >= 0 && strncmp(template, "/trap-a/sub/t", 13) == 0 && strcmp(template + 19, ".c") == 0 &&
               strstr(template, "XXXXXX") == NULL,
           "a template is written back");
    EXPECT(unlink(template) == 0, "the name of a template");
    close(new);
    new = mkstemp(other);
    EXPECT(new >= 0 && other[0] == 't' && strcmp(other, "tXXXXXX") != 0 && unlink(other) == 0, "a relative template");
    close(new);
    EXPECT(mkdtemp(folder) == folder && strncmp(folder, "/trap-a/d", 9) == 0 && rmdir(folder) == 0, "mkdtemp");
    char wrong[] = "/trap-a/short";
    EXPECT(mkstemp(wrong) == -1 && errno == EINVAL && strcmp(wrong, "/trap-a/short") == 0, "a template that is none");
    made = tempnam("/trap-a/sub", "t");
    EXPECT(made != NULL && (getenv("TMPDIR") != NULL || strncmp(made, "/trap-a/sub/t", 13) == 0), "tempnam");
    free(made);
    EXPECT(chdir("/") == 0, "chdir /");
}

static void links(void)
{
    char path[PATH_MAX];
    struct stat status;
    EXPECT(symlink("/trap-a/file", trap_real("../into")) == 0 && symlink("/trap-a", trap_real("../folder")) == 0 &&
               symlink("/trap-a/sub", "/trap-a/inner") == 0 && symlink("../into", trap_real("sub/twice")) == 0 &&
               symlink(trap_to, trap_real("out")) == 0 && symlink("loop", "/trap-a/loop") == 0,
           "making links");
    EXPECT(syscall(SYS_readlinkat, AT_FDCWD, trap_real("inner"), path, sizeof path) == 11, "a target is kept as it is");
    EXPECT(readlink("/trap-a/inner", path, sizeof path) == 11 && memcmp(path, "/trap-a/sub", 11) == 0, "readlink");
    errno = 77;
    EXPECT(trap_says(AT_FDCWD, trap_real("../into"), "of b") && errno == 77, "a link into the folder, and errno");
    EXPECT(trap_says(AT_FDCWD, trap_real("../folder/sub/file"), "of sub"), "a folder that is such a link");
    EXPECT(trap_says(AT_FDCWD, trap_real("../folder/../trap-a/file"), "of b"), "out of it again");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/inner/file", "of sub"), "a link in the folder");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/inner/../file", "of b"), "up from where a link leads");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/out/file", "of b"), "a link to what it stands for");
    EXPECT(chdir("/trap-a/inner") == 0 && getcwd(path, sizeof path) != NULL && strcmp(path, "/trap-a/sub") == 0,
           "chdir by a link");
    EXPECT(open("/trap-a/loop", O_RDONLY) == -1 && errno == ELOOP, "a loop");
    EXPECT(access("/trap-a/inner/none", F_OK) == -1 && errno == ENOENT, "what is not there behind a link");
    EXPECT(lstat(trap_real("../into"), &status) == 0 && S_ISLNK(status.st_mode), "lstat of a link");
    EXPECT(unlink(trap_real("../folder/out")) == 0 && access(trap_real("file"), F_OK) == 0, "unlink of a link");
    EXPECT(unlink(trap_real("../into")) == 0 && trap_has(trap_real("file"), "of b"), "unlink of a link into it");
    EXPECT(chdir("/") == 0, "chdir /");
}

/* Links by which the kernel, which reads them among the folders that are really there, comes elsewhere. */
static void elsewhere(void)
{
    char path[PATH_MAX];
    char target[2 * PATH_MAX];
    struct stat status;
    snprintf(target, sizeof target, "..%s", trap_real("../beside"));
    trap_write(trap_real("../beside"), "beside");
    EXPECT(symlink("/", trap_real("../top")) == 0 && symlink("/trap-d", trap_real("../above")) == 0 &&
               symlink("../../../../../../../../../../../../trap-a/file", trap_real("../relative")) == 0 &&
               symlink("../trap-a/file", trap_real("inside")) == 0 && symlink(target, trap_real("beside")) == 0 &&
               symlink("../e/file", trap_real("sibling")) == 0,
           "making links");
    EXPECT(trap_says(AT_FDCWD, trap_real("../top/trap-a/file"), "of b"), "a link to what is above the folder");
    EXPECT(trap_says(AT_FDCWD, trap_real("../above/e/file"), "of b"), "a link to what is above it, but not there");
    EXPECT(lstat(trap_real("../top/trap-a"), &status) == 0 && S_ISDIR(status.st_mode), "lstat behind such a link");
    EXPECT(trap_says(AT_FDCWD, trap_real("../relative"), "of b"), "a relative link into the folder");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/inside", "of b"), "a relative link in the folder, out of it, and into it");
    EXPECT(trap_says(AT_FDCWD, "/trap-a/beside", "beside"), "a relative link out of the folder");
    EXPECT(trap_says(AT_FDCWD, "/trap-d/e/sibling", "of b"), "a relative link out of it by another name");
    EXPECT(realpath(trap_real("../top/trap-a/sub"), path) == path && strcmp(path, "/trap-a/sub") == 0,
           "realpath behind a link to what is above");
}

static void endless(void)
{
    EXPECT(symlink("/trap-a/one", "/trap-a/two") == 0 && symlink("/trap-a/two", "/trap-a/one") == 0, "making a loop");
    EXPECT(open("/trap-a/one", O_RDONLY) == -1 && errno == ELOOP, "a loop of absolute links");
    EXPECT(open("/trap-a/two/file", O_RDONLY) == -1 && errno == ELOOP, "a loop of folders");
    EXPECT(open("/trap-a/one", O_CREAT | O_EXCL, 0644) == -1 && errno == EEXIST, "a loop that is there");
    EXPECT(unlink("/trap-a/one") == 0 && unlink("/trap-a/two") == 0, "unlink of a loop");
}

/* What stands before ".." is searched. */
static void missing(void)
{
    struct stat status;
    EXPECT(access("/none/../trap-a/file", F_OK) == -1 && errno == ENOENT, "up from nothing");
    EXPECT(access("/etc/passwd/../../trap-a/file", F_OK) == -1 && errno == ENOTDIR, "up from a file");
    EXPECT(access("/trap-a/none/../../etc", F_OK) == -1 && errno == ENOENT, "up from nothing in the folder, and out");
    EXPECT(access("/trap-a/file/../../etc", F_OK) == -1 && errno == ENOTDIR, "up from a file in the folder, and out");
    EXPECT(chdir("/trap-a") == 0 && mkdir("none/../../trap-a/made", 0755) == -1 && errno == ENOENT &&
               lstat("/trap-a/made", &status) == -1,
           "mkdir behind nothing");
    EXPECT(mkdir("closed", 0) == 0 &&
               (geteuid() == 0 || (access("closed/../../trap-a/file", F_OK) == -1 && errno == EACCES)) &&
               rmdir("closed") == 0,
           "up from a folder that is closed");
    EXPECT(chdir("/") == 0, "chdir /");
}

/* Names of folders that no call makes or removes: path_resolution(7), rmdir(2). */
static void ends(void)
{
    EXPECT(mkdir("/trap-a/e", 0755) == 0 && chdir("/trap-a/sub") == 0, "a folder");
    EXPECT(rmdir("../../trap-a/e/.") == -1 && errno == EINVAL, "rmdir of .");
    EXPECT(rmdir("../../trap-a/e/..") == -1 && errno == ENOTEMPTY, "rmdir of ..");
    EXPECT(rename("../../trap-a/e/.", "/trap-a/f") == -1 && errno == EBUSY, "rename of .");
    EXPECT(mkdir("../../trap-a/f/.", 0755) == -1 && errno == ENOENT, "mkdir of .");
    EXPECT(chdir("/") == 0 && rmdir("trap-a/e/.") == -1 && errno == EINVAL, "rmdir of ., from above");
    EXPECT(symlink("e", "/trap-a/to-e") == 0 && rmdir("/trap-d/../trap-a/to-e/") == -1 && errno == ENOENT,
           "rmdir behind nothing");
    EXPECT(rmdir("/etc/../trap-a/to-e/") == -1 && errno == ENOTDIR, "rmdir of a link");
    EXPECT(open("/trap-a/..", O_CREAT | O_EXCL, 0644) == -1 && errno == EEXIST, "making ..");
    EXPECT(access("/etc/../trap-a/to-e/", F_OK) == 0, "a link with a slash behind it");
    EXPECT(rmdir("/etc/../trap-a/e/") == 0 && unlink("/trap-a/to-e") == 0, "rmdir of a folder with a slash behind it");
}

static void long_folder(void)
{
    static char found[3 * PATH_MAX];
    char part[251];
    memset(part, 'x', sizeof part - 1);
    part[sizeof part - 1] = '\0';
    EXPECT(chdir("/trap-a") == 0, "chdir");
    for (int i = 0; i < 20; i++) {
        EXPECT(mkdir(part, 0755) == 0 && chdir(part) == 0, "a deep folder");
    }
    const size_t length = strlen("/trap-a") + 20 * sizeof part;
    EXPECT(getcwd(found, sizeof found) == found && strlen(found) == length && strncmp(found, "/trap-a/xxx", 11) == 0,
           "a name longer than PATH_MAX");
    char *const made = getcwd(NULL, 0);
    EXPECT(made != NULL && strcmp(made, found) == 0, "such a name in new memory");
    free(made);
    for (int i = 0; i < 20; i++) {
        EXPECT(chdir("..") == 0 && rmdir(part) == 0, "out of a deep folder");
    }
    errno = 77;
    EXPECT(getcwd(found, 8) == found && strcmp(found, "/trap-a") == 0 && errno == 77, "room for what it is called");
    EXPECT(getcwd(found, 7) == NULL && errno == ERANGE, "a byte too few");
    EXPECT(chdir("/") == 0, "chdir /");
}

static int seen;

static int see(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)path;
    (void)status;
    (void)kind;
    (void)where;
    seen++;
    return 0;
}

static void many(void)
{
    struct stat status;
    EXPECT(mkdir("/trap-a/new", 0755) == 0 && rename("/trap-a/new", "/trap-a/sub/new") == 0, "mkdir and rename");
    EXPECT(syscall(SYS_faccessat, AT_FDCWD, trap_real("sub/new"), F_OK) == 0 && rmdir("/trap-a/sub/new") == 0, "rmdir");
    EXPECT(link("/trap-a/file", "/trap-a/same") == 0 && stat("/trap-a/same", &status) == 0 && status.st_nlink == 2 &&
               unlink("/trap-a/same") == 0,
           "link and unlink");
    EXPECT(chmod("/trap-a/file", 0600) == 0 && truncate("/trap-a/file", 4) == 0, "chmod and truncate");
    EXPECT(__openat_2(AT_FDCWD, "/trap-a/file", O_RDONLY) >= 0 && __open_2("/trap-a/file", O_RDONLY) >= 0 &&
               __open64_2("/trap-a/file", O_RDONLY) >= 0,
           "fortified entry points");
    DIR *folder = opendir("/trap-a");
    EXPECT(folder != NULL && closedir(folder) == 0, "opendir");
    FILE *file = fopen("/trap-a/file", "r");
    EXPECT(file != NULL, "fopen");
    file = freopen("/trap-a/sub/file", "r", file);
    EXPECT(file != NULL && fclose(file) == 0, "freopen");
    EXPECT(nftw("/trap-a", see, 10, FTW_PHYS) == 0 && seen >= 4, "nftw");
}

int main(void)
{
    trap_redirect("/trap-d/e");
    errno = 77;
    EXPECT(access("/trap-a/file", R_OK) == 0 && access("/", R_OK) == 0 && errno == 77, "errno");
    names();
    relative();
    given_back();
    links();
    elsewhere();
    missing();
    ends();
    long_folder();
    endless();
    many();
    return 0;
}
