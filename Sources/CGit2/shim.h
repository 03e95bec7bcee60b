#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>

/// git_libgit2_opts is variadic, which Swift cannot call. Each option Karez sets has its own line here.
static inline int karez_git_fsync(int on) { return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, on); }

/// Every object that is read is hashed again, so a damaged one is never taken for data.
static inline int karez_git_strict_hashes(int on) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, on);
}
