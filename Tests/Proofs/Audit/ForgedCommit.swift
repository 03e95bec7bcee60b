import Foundation
import SiteModel

/// A fact changed in a plant's own store with stock git: a digit of a segment, a record or its
/// signature's time, under the old signature or a stranger's.
struct ForgedCommit {
  let what: String
  private let line: String

  /// - Parameter store: the bare repository.
  init(in store: URL, using random: inout SeededRandom) {
    let pick = Int.random(in: 1...1_000_000, using: &random)
    let folder = ["readings", "records"].randomElement(using: &random) ?? "readings"
    let isSigned = Bool.random(using: &random)
    what = "\(folder) #\(pick)\(isSigned ? ", signed by a stranger" : "")"
    let sign =
      isSigned
      ? """
      sed '/^gpgsig/,/-----END/d' commit > plain; ssh-keygen -q -Y sign -n git -f "$tmp/k" plain 2>/dev/null; \
      awk 'NR == FNR { s = s (FNR == 1 ? "gpgsig " : "\\n ") $0; next } /^$/ && !done { print s; done = 1 } { print }' plain.sig plain > commit;
      """ : ""
    line = """
      set -e; tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"; export GIT_DIR='\(store.path)' GIT_INDEX_FILE="$tmp/index"
      ssh-keygen -q -t ed25519 -N '' -f k
      ref=$(git for-each-ref --format='%(refname)' refs/heads | head -1); git read-tree "$ref"
      n=$(git ls-files '\(folder)' | wc -l); path=$(git ls-files '\(folder)' | sed -n "$((\(pick) % n + 1))p")
      git cat-file blob "$ref:$path" > old
      awk -v pick=\(pick) '{ n += length($0) + 1; t = t $0 "\\n" } END { m = 0; for (i = 1; i <= length(t); i++) if (substr(t, i, 1) ~ /[0-9]/) at[m++] = i; i = at[pick % m]; printf "%s", substr(t, 1, i - 1) (substr(t, i, 1) + 1) % 10 substr(t, i + 1) }' old > new
      git update-index --cacheinfo "100644,$(git hash-object -w new),$path"
      git cat-file commit "$ref" | sed "s/^tree .*/tree $(git write-tree)/" > commit
      \(sign)
      git update-ref "$ref" "$(git hash-object -w -t commit commit)"
      """
  }

  /// Makes the change.
  func plant(_ node: ProvenNode) throws { try node.shell(line) }
}
