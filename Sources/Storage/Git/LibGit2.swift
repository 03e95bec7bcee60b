import CGit2
import Foundation

/// The library, started once and never shut down.
enum LibGit2 {
  /// Starts it with the settings every store relies on, before the first other call.
  static func start() throws(StoreFault) { try started.get() }

  private static let started: Result<Void, StoreFault> = Result {
    () throws(StoreFault) in
    // The first answers how often it was started.
    guard git_libgit2_init() >= 1 else { throw refusal("git_libgit2_init", -1) }
    try check("GIT_OPT_ENABLE_FSYNC_GITDIR") { karez_git_fsync(1) }
    try check("GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION") { karez_git_strict_hashes(1) }
    try check("GIT_OPT_SET_OWNER_VALIDATION") { karez_git_owner_validation(0) }
    // Memory must not grow with the store: 8 MiB of packs, 2 MiB at a time.
    try check("GIT_OPT_SET_MWINDOW_MAPPED_LIMIT") { karez_git_mapped(8 << 20, 2 << 20) }
    for level in [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ] {
      try check("GIT_OPT_SET_SEARCH_PATH") { karez_git_search_path(level, "") }
    }
  }

  /// What libgit2 said about the call that answered `status`, copied at once: it keeps one
  /// message per thread.
  static func refusal(_ call: String, _ status: Int32) -> StoreFault {
    guard let error = git_error_last()?.pointee, let text = error.message else {
      return .failed(call: call, detail: "status \(status)")
    }
    let message = String(cString: text)
    if message.hasSuffix(String(cString: strerror(ENOSPC))) { return .diskFull(path: message) }
    return .failed(call: call, detail: message)
  }

  /// Whether the operating system, and not the data, made the last call fail.
  static var lastErrorIsSystem: Bool {
    git_error_last()?.pointee.klass == Int32(GIT_ERROR_OS.rawValue)
  }
}

/// Runs one libgit2 call and throws what it reports.
func check(_ call: String, _ body: () -> Int32) throws(StoreFault) {
  let status = body()
  guard status >= 0 else { throw LibGit2.refusal(call, status) }
}

/// Runs one libgit2 call that hands back a pointer we now own.
func make(
  _ call: String, _ body: (inout OpaquePointer?) -> Int32
) throws(StoreFault) -> OpaquePointer {
  var pointer: OpaquePointer?
  let status = body(&pointer)
  guard status >= 0, let pointer else { throw LibGit2.refusal(call, status) }
  return pointer
}

extension ObjectID {
  /// This name in libgit2's form.
  var git: git_oid {
    var oid = git_oid()
    let bytes = bytes
    git_oid_fromraw(&oid, bytes)
    return oid
  }

  init(_ oid: git_oid) { self.init(bytes: withUnsafeBytes(of: oid.id) { Array($0) }) }
}
