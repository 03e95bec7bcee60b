#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>

/// git_libgit2_opts is variadic, which Swift cannot call. Each option Karez sets has its own line here.
static inline int karez_git_fsync(int on) { return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, on); }

/// Every object that is read is hashed again, so a damaged one is never taken for data.
static inline int karez_git_strict_hashes(int on) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, on);
}

/// A store on a mounted disk may belong to another user; no hook or filter of it is ever run.
static inline int karez_git_owner_validation(int on) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, on);
}

/// Settings outside the store, such as ~/.gitconfig, do not change what Karez does.
static inline int karez_git_search_path(git_config_level_t level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

/// How much of its packs a process maps at a time, and in pieces of what size; else it is all of them.
static inline int karez_git_mapped(size_t limit, size_t window) {
  int status = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
  return status < 0 ? status : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, limit);
}
