/* Watches and breaks the file calls of a process: cc -shared -fPIC -O1 -o shim.so shim.c -ldl, then LD_PRELOAD.
 *
 * Nothing happens before fault_arm(). From then on each call on a path below `root` is counted and written to `log`;
 * call number `at` is where the process is killed, or where the call fails. Calls that read and calls that write are
 * treated alike: a kill comes before the call, so that with all numbers every state between two calls is seen.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct state {
    long counted, at, cut;
    int fault, lasting;
    size_t root_length;
    char root[PATH_MAX];
};
static struct state own = {0, -1, -1, 0, 0, 0, ""}, *now = &own;
static int log_fd = -1;
static __thread long counted; /* the number of this call */

/* fault_arm: `fail` is an errno, or 0 for SIGKILL; with `forever` every later call that can fail so fails, too;
 * `bytes` >= 0 lets a write at `number` take so many bytes before the kill. */
void fault_arm(const char *below, int log, long number, int fail, int forever, long bytes) {
    now->root_length = 0;
    now->counted = 0;
    now->at = number;
    now->cut = bytes;
    now->fault = fail;
    now->lasting = forever;
    log_fd = log;
    strcpy(now->root, below);
    now->root_length = strlen(below);
}

void fault_disarm(void) {
    now->root_length = 0;
    log_fd = -1;
}

static int share(const char *path) {
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    if (fd < 0) return -1;
    void *there = mmap(NULL, sizeof *now, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (there == MAP_FAILED) return -1;
    now = there;
    return 0;
}

/* fault_share: what is armed from now on is in a file, and the processes that this one starts are watched as well.
 * They are counted and killed together, with their process group; only this process writes a log. */
int fault_share(const char *path) {
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || syscall(SYS_ftruncate, fd, sizeof *now) < 0) return -1;
    syscall(SYS_close, fd);
    return share(path);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("AWSPREP_FAULTSSHARED");
    if (path != NULL) share(path);
}

static void put(const void *data, size_t size) {
    while (size > 0) {
        long done = syscall(SYS_write, log_fd, data, size);
        if (done <= 0) return;
        data = (const char *)data + done;
        size -= done;
    }
}

static int below(const char *path) {
    char whole[2 * PATH_MAX];
    size_t length = now->root_length;
    if (length == 0 || path == NULL) return 0;
    if (path[0] != '/' && now != &own) { /* git's; awsprep's own are absolute */
        long size = syscall(SYS_getcwd, whole, PATH_MAX);
        if (size <= 0) return 0;
        snprintf(whole + size - 1, sizeof whole - size + 1, "/%s", path);
        path = whole;
    }
    if (strncmp(path, now->root, length) != 0 || (path[length] != 0 && path[length] != '/')) return 0;
    return strstr(path, "/cache/bank") == NULL; /* parsed question files are no part of the store */
}

static int name_of(int fd, char *path) {
    char link[64];
    if (now->root_length == 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return below(path);
}

/* What an errno can befall: reading never finds the disk full, and a read-only file system can be read. */
static int befalls(int error, int writes) {
    return writes || (error != ENOSPC && error != EFBIG && error != EROFS);
}

static void die(void) {
    syscall(SYS_kill, now == &own ? getpid() : 0, SIGKILL); /* 0: the process group */
    for (;;) pause();
}

/* Count a call; -1 where it has to fail. One line: call, path, second path, offset, size. Data follows the line. */
static int strike(const char *call, const char *one, const char *two, long offset, long size, int writes) {
    char line[3 * PATH_MAX];
    int saved = errno;
    if (now != &own && !writes) return 0; /* a kill before a read leaves what one before the next write leaves */
    counted = __sync_add_and_fetch(&now->counted, 1);
    int fault = now->fault, hit = now->at > 0 && (counted == now->at || (now->lasting && counted > now->at));
    if (hit && fault == 0 && (now->cut < 0 || strcmp(call, "write") != 0)) die();
    if (hit && fault != 0 && befalls(fault, writes)) {
        int length = snprintf(line, sizeof line, "fault\t%s\t%s\t%ld\t0\n", call, one, counted);
        put(line, length);
        errno = fault;
        return -1;
    }
    if (log_fd >= 0) {
        int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%ld\t%ld\n", call, one, two, offset, size);
        put(line, length);
    }
    errno = saved;
    return 0;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

static int opened(const char *call, const char *path, int flags) {
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    int made = flags & O_CREAT && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    (void)call;
    return strike(made ? "create" : flags & O_TRUNC ? "truncate" : "open", path, "", 0, 0, writes);
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                      \
        REAL(int, name, const char *, int, ...);                                                                      \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                        \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                      \
        va_end(rest);                                                                                                  \
        if (below(path) && opened(#name, path, flags) < 0) return -1;                                                \
        return real(path, flags, mode);                                                                               \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                                   \
    int name(int folder, const char *path, int flags, ...) {                                                          \
        REAL(int, name, int, const char *, int, ...);                                                                 \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                        \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                      \
        va_end(rest);                                                                                                  \
        if (below(path) && opened(#name, path, flags) < 0) return -1;                                                \
        return real(folder, path, flags, mode);                                                                       \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size) {
    char path[PATH_MAX];
    REAL(ssize_t, write, int, const void *, size_t);
    if (!name_of(fd, path)) return real(fd, data, size);
    long offset = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    if (syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND) {
        offset = syscall(SYS_lseek, fd, 0, SEEK_END); /* where O_APPEND writes; the call itself moves there, too */
    }
    if (strike("write", path, "", offset, size, 1) < 0) return -1;
    put(data, log_fd >= 0 ? size : 0);
    if (counted == now->at && now->cut >= 0 && now->fault == 0) {
        real(fd, data, (size_t)now->cut < size ? (size_t)now->cut : size);
        die();
    }
    return real(fd, data, size);
}

#define ON_FD(type, name, call, writes, declared, passed)                                                             \
    type name declared {                                                                                               \
        char path[PATH_MAX];                                                                                          \
        static type(*real) declared;                                                                                  \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                                                    \
        if (name_of(fd, path) && strike(call, path, "", 0, 0, writes) < 0) return -1;                                \
        return real passed;                                                                                           \
    }
ON_FD(int, fsync, "fsync", 1, (int fd), (fd))
ON_FD(int, fdatasync, "fsync", 1, (int fd), (fd))
ON_FD(int, fchmod, "chmod", 1, (int fd, mode_t mode), (fd, mode))
ON_FD(int, flock, "flock", 0, (int fd, int how), (fd, how))
ON_FD(ssize_t, read, "read", 0, (int fd, void *data, size_t size), (fd, data, size))
ON_FD(ssize_t, pwrite, "pwrite", 1, (int fd, const void *data, size_t size, off_t to), (fd, data, size, to))
ON_FD(ssize_t, pwrite64, "pwrite", 1, (int fd, const void *data, size_t size, off64_t to), (fd, data, size, to))
ON_FD(ssize_t, pread, "read", 0, (int fd, void *data, size_t size, off_t from), (fd, data, size, from))
ON_FD(ssize_t, pread64, "read", 0, (int fd, void *data, size_t size, off64_t from), (fd, data, size, from))
ON_FD(off_t, lseek, "lseek", 0, (int fd, off_t to, int how), (fd, to, how))
ON_FD(off64_t, lseek64, "lseek", 0, (int fd, off64_t to, int how), (fd, to, how))
ON_FD(int, fstat, "stat", 0, (int fd, struct stat *to), (fd, to))
ON_FD(int, fstat64, "stat", 0, (int fd, struct stat64 *to), (fd, to))
ON_FD(int, ftruncate, "shorten", 1, (int fd, off_t size), (fd, size))
ON_FD(int, ftruncate64, "shorten", 1, (int fd, off64_t size), (fd, size))

int close(int fd) { /* a close that fails has closed the file all the same */
    char path[PATH_MAX];
    REAL(int, close, int);
    int failed = name_of(fd, path) && strike("close", path, "", 0, 0, 0) < 0, saved = errno;
    int done = real(fd);
    if (!failed) return done;
    errno = saved;
    return -1;
}

#define ON_PATH(name, call, writes, declared, passed)                                                                 \
    int name declared {                                                                                                \
        static int(*real) declared;                                                                                   \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                                                    \
        if (below(path) && strike(call, path, "", 0, 0, writes) < 0) return -1;                                      \
        return real passed;                                                                                           \
    }
ON_PATH(mkdir, "mkdir", 1, (const char *path, mode_t mode), (path, mode))
ON_PATH(chmod, "chmod", 1, (const char *path, mode_t mode), (path, mode))
ON_PATH(fchmodat, "chmod", 1, (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags))
ON_PATH(unlink, "unlink", 1, (const char *path), (path))
ON_PATH(rmdir, "rmdir", 1, (const char *path), (path))
ON_PATH(stat, "stat", 0, (const char *path, struct stat *to), (path, to))
ON_PATH(stat64, "stat", 0, (const char *path, struct stat64 *to), (path, to))
ON_PATH(lstat, "stat", 0, (const char *path, struct stat *to), (path, to))
ON_PATH(lstat64, "stat", 0, (const char *path, struct stat64 *to), (path, to))
ON_PATH(fstatat, "stat", 0, (int folder, const char *path, struct stat *to, int flags), (folder, path, to, flags))
ON_PATH(fstatat64, "stat", 0, (int folder, const char *path, struct stat64 *to, int flags), (folder, path, to, flags))

int rename(const char *one, const char *two) {
    REAL(int, rename, const char *, const char *);
    if ((below(one) || below(two)) && strike("rename", one, two, 0, 0, 1) < 0) return -1;
    return real(one, two);
}

int link(const char *one, const char *two) {
    REAL(int, link, const char *, const char *);
    if ((below(one) || below(two)) && strike("link", one, two, 0, 0, 1) < 0) return -1;
    return real(one, two);
}

DIR *opendir(const char *path) {
    REAL(DIR *, opendir, const char *);
    if (below(path) && strike("list", path, "", 0, 0, 0) < 0) return NULL;
    return real(path);
}
