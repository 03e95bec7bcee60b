// What a power cut takes: everything that was not synced. `prove crash` preloads this library into
// the program, cuts it off at a call, and lays the folders out as a disk would show them afterwards
// (Tests/Proofs/Crash/PowerCut.swift).
//
//   KAREZ_CUT_TREES  the folders that are on the disk, absolute, with ':' between them
//   KAREZ_CUT_SIDE   a folder outside of them, in which this is kept:
//       calls        a line for each call that changes or syncs something
//       roots        `inode path` of each tree
//       f<inode>     the bytes of a file when it was last synced
//       d<inode>     a folder when it was last synced: `inode mode name` per entry
//   KAREZ_CUT_AT     the number of the call before which the power goes; without it never
//
// At its start everything there is on the disk. An inode whose name goes is held open, so that its
// number is not given to another file. Calls of other threads wait meanwhile.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t order = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static const char *trees, *side;
static int calls = -1;
static long done, last;

// The kernel itself is called, never a function that this library stands before.
static int open_raw(const char *path, int flags, int mode) {
  return syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, mode);
}
static void put(int to, const char *bytes, long count) {
  while (count > 0) {
    long some = syscall(SYS_write, to, bytes, count);
    if (some <= 0) abort();
    bytes += some;
    count -= some;
  }
}
static int side_file(char kind, unsigned long inode) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%c%lu", side, kind, inode);
  int to = open_raw(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (to < 0) abort();
  return to;
}

static void keep_file(int from, unsigned long inode) {
  char bytes[1 << 16];
  int to = side_file('f', inode);
  long at = 0, count;
  while ((count = syscall(SYS_pread64, from, bytes, sizeof bytes, at)) > 0) {
    put(to, bytes, count);
    at += count;
  }
  syscall(SYS_close, to);
}

static void keep_folder(const char *path, unsigned long inode, int deep);

static void keep_entry(int to, const char *folder, const char *name, int deep) {
  char path[PATH_MAX], line[PATH_MAX];
  struct stat found;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (lstat(path, &found) != 0) return;
  put(to, line, snprintf(line, sizeof line, "%lu %o %s\n", found.st_ino, found.st_mode, name));
  if (!deep) return;
  if (S_ISDIR(found.st_mode)) return keep_folder(path, found.st_ino, 1);
  if (!S_ISREG(found.st_mode)) return;
  int from = open_raw(path, O_RDONLY, 0);
  if (from < 0) abort();
  keep_file(from, found.st_ino);
  syscall(SYS_close, from);
}

static void keep_folder(const char *path, unsigned long inode, int deep) {
  DIR *folder = opendir(path);
  if (!folder) return;
  int to = side_file('d', inode);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
      keep_entry(to, path, entry->d_name, deep);
  syscall(SYS_close, to);
  closedir(folder);
}

static int is_on_disk(const char *path) {
  for (const char *tree = trees; tree && *tree;) {
    size_t size = strcspn(tree, ":");
    if (!strncmp(path, tree, size) && (path[size] == '/' || !path[size])) return 1;
    tree += size + (tree[size] == ':');
  }
  return 0;
}
static int is_open_on_disk(int file, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  long size = syscall(SYS_readlink, link, path, PATH_MAX - 1);
  path[size > 0 ? size : 0] = 0;
  return is_on_disk(path);
}

// The power goes before this call, or it is counted.
static void count(const char *call, const char *path) {
  char line[PATH_MAX + 32];
  if (calls < 0) return;
  if (++done == last) syscall(SYS_kill, getpid(), SIGKILL);
  put(calls, line, snprintf(line, sizeof line, "%s %s\n", call, path));
}
static void hold(const char *path) { open_raw(path, O_PATH | O_NOFOLLOW, 0); }

static const char *whole(int at, const char *path, char *into) {
  if (path[0] == '/') return path;
  char folder[PATH_MAX];
  if (at == AT_FDCWD) {
    if (!getcwd(folder, sizeof folder)) folder[0] = 0;
  } else {
    is_open_on_disk(at, folder);
  }
  snprintf(into, PATH_MAX, "%.2000s/%.2000s", folder, path);
  return into;
}

__attribute__((constructor)) static void begin(void) {
  char path[PATH_MAX];
  const char *at = getenv("KAREZ_CUT_AT");
  trees = getenv("KAREZ_CUT_TREES");
  side = getenv("KAREZ_CUT_SIDE");
  if (!trees || !side) return;
  last = at ? atol(at) : 0;
  snprintf(path, sizeof path, "%s/roots", side);
  // Programs that the program starts go on with what was kept.
  int roots = open_raw(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (roots < 0) return;
  for (const char *tree = trees; *tree;) {
    struct stat found;
    size_t size = strcspn(tree, ":");
    char line[PATH_MAX + 32];
    snprintf(path, sizeof path, "%.*s", (int)size, tree);
    if (stat(path, &found) == 0) {
      put(roots, line, snprintf(line, sizeof line, "%lu %s\n", found.st_ino, path));
      keep_folder(path, found.st_ino, 1);
    }
    tree += size + (tree[size] == ':');
  }
  syscall(SYS_close, roots);
  snprintf(path, sizeof path, "%s/calls", side);
  calls = open_raw(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

#define NEXT(name, ...)                                                 \
  static typeof(name) *next;                                            \
  if (!next) next = (typeof(name) *)dlsym(RTLD_NEXT, #name);            \
  typeof(next(__VA_ARGS__)) answer = next(__VA_ARGS__);                 \
  int number = errno;                                                   \
  pthread_mutex_unlock(&order);                                         \
  errno = number;                                                       \
  return answer

// Calls on an open file.
#define ON_FILE(type, name, parameters, ...)                            \
  type name parameters {                                                \
    char path[PATH_MAX];                                                \
    pthread_mutex_lock(&order);                                         \
    if (is_open_on_disk(file, path)) count(#name, path);                \
    NEXT(name, __VA_ARGS__);                                            \
  }
ON_FILE(ssize_t, write, (int file, const void *bytes, size_t size), file, bytes, size)
ON_FILE(ssize_t, writev, (int file, const struct iovec *parts, int size), file, parts, size)
ON_FILE(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), file, bytes, size, at)
ON_FILE(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t at), file, bytes, size, at)
ON_FILE(int, ftruncate, (int file, off_t size), file, size)
ON_FILE(int, ftruncate64, (int file, off64_t size), file, size)

// Calls that make durable: what is there now is on the disk.
#define ON_SYNC(name)                                                   \
  int name(int file) {                                                  \
    char path[PATH_MAX];                                                \
    struct stat found;                                                  \
    pthread_mutex_lock(&order);                                         \
    if (is_open_on_disk(file, path)) {                                  \
      count(#name, path);                                               \
      if (calls >= 0 && fstat(file, &found) == 0) {                     \
        if (S_ISDIR(found.st_mode)) keep_folder(path, found.st_ino, 0); \
        else keep_opened(file, found.st_ino);                           \
      }                                                                 \
    }                                                                   \
    NEXT(name, file);                                                   \
  }
// A file may be open for writing only.
static void keep_opened(int file, unsigned long inode) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  int from = open_raw(path, O_RDONLY, 0);
  if (from < 0) abort();
  // It is not closed: that would let go of the locks that SQLite has on it.
  keep_file(from, inode);
}
ON_SYNC(fsync)
ON_SYNC(fdatasync)

// Calls on names; an inode that loses one is held.
#define ON_NAMES(type, name, at, old, to, new, parameters, ...)         \
  type name parameters {                                                \
    char a[PATH_MAX], b[PATH_MAX];                                      \
    pthread_mutex_lock(&order);                                         \
    const char *from = whole(at, old, a), *target = whole(to, new, b);  \
    if (calls >= 0 && (is_on_disk(from) || is_on_disk(target))) {       \
      count(#name, target);                                             \
      hold(from);                                                       \
      hold(target);                                                     \
    }                                                                   \
    NEXT(name, __VA_ARGS__);                                            \
  }
ON_NAMES(int, rename, AT_FDCWD, old, AT_FDCWD, new, (const char *old, const char *new), old, new)
ON_NAMES(int, renameat, at, old, to, new,
         (int at, const char *old, int to, const char *new), at, old, to, new)
ON_NAMES(int, renameat2, at, old, to, new,
         (int at, const char *old, int to, const char *new, unsigned flags), at, old, to, new, flags)
ON_NAMES(int, link, AT_FDCWD, old, AT_FDCWD, new, (const char *old, const char *new), old, new)
ON_NAMES(int, linkat, at, old, to, new,
         (int at, const char *old, int to, const char *new, int flags), at, old, to, new, flags)
ON_NAMES(int, unlink, AT_FDCWD, path, AT_FDCWD, path, (const char *path), path)
ON_NAMES(int, unlinkat, at, path, at, path, (int at, const char *path, int flags), at, path, flags)
ON_NAMES(int, rmdir, AT_FDCWD, path, AT_FDCWD, path, (const char *path), path)
ON_NAMES(int, mkdir, AT_FDCWD, path, AT_FDCWD, path, (const char *path, mode_t mode), path, mode)
ON_NAMES(int, mkdirat, at, path, at, path, (int at, const char *path, mode_t mode), at, path, mode)
