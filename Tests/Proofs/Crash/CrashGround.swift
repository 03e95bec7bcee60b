import Foundation
import TestSupport

/// A folder with two nodes and a stick, driven by lines of shell.
struct CrashGround {
  let folder: URL

  /// What is on the disk.
  static let trees = ["node", "hq", "other", "stick", "state"]

  init(in folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try done(Self.beginning)
  }

  /// What scenes call: `whole NODE…`, `swept FOLDER…`, `shown`, `digest`, `allornone`, `accesses`, `receipt`; `keep` and `restore` of everything, `lay FOLDER` over it. The folder `.karez` itself stays: it is the one
  /// the token outside names. Identities are made by chance, so `shown` leaves them out.
  private static let functions = """
    set -eu
    fail() { echo "breach: $*" >&2; exit 1; }
    karez() { "$KAREZ" "$@"; }
    whole() {
      for n in "$@"; do
        karez verify -C $n >verified 2>&1 || fail "verify of $n: $(cat verified)"
        for s in $n/.karez/stores/*.git; do
          git -C $s fsck --strict --no-progress >checked 2>&1 || fail "fsck of $s: $(cat checked)"
        done
      done
    }
    swept() {
      left=$(find "$@" -name '*tmp_*' -o -name '*.lock' -o -regex '.*_[0-9]+_[0-9a-f]+')
      test -z "$left" || fail "left over: $left"
    }
    digest() { grep -o '"digest":"[0-9a-f]*"'; }
    accesses() { karez access --json -C node | grep -o '"what"' | wc -l; }
    shown() {
      karez status --json -C node |
        sed -E 's/"contact":([{].*[}]|null),"digest"/"digest"/; s/"disk":[0-9]*,//' |
        sed -E 's/"verified":([{][^}]*[}]|null),?//; s/"(digest|facts|commit)":"[0-9a-f]*",?//g'
    }
    allornone() {
      karez import meters.csv --zone +08:00 --label end --kind register --unit kWh --json -C node |
        grep -o '"\\(new\\|same\\)":"\\?[0-9]*' | tr -d '"\\n' > judged
      case $(cat judged) in *new:800*same:0*|*new:0*same:800*) ;; *) fail "rows: $(cat judged)";; esac
    }
    receipt() {
      s=hq/.karez/stores/plant.git
      for ref in $(git -C $s for-each-ref --format='%(refname)' refs/heads); do
        git -C $s log --format=%B $ref
      done | grep '^Seen: ' > seen-heads
      head=$(git -C node/.karez/stores/plant.git rev-parse refs/heads/$(cat chain))
      grep -q $head seen-heads || fail "headquarters does not say that it has $head"
    }
    keep() { mkdir kept; cp -a node hq other stick state kept/; }
    lay() {
      find node hq other stick state -mindepth 1 ! -path '*/.karez' -delete
      cp -a $1/. .
    }
    restore() { lay kept; }

    """

  private static let beginning = """
    karez init hq --hq --name Group >said
    karez init node --site plant --name Plant --zone +00:00 >said
    karez init other --site second --name Other >said
    karez status --json -C node | sed 's/.*"node":"\\([a-z0-9]*\\)".*/\\1/' > chain
    karez -C hq site enrol plant > word; karez -C node join word >said
    for n in 1 2; do
      karez -C node point add E-$n --kind register --unit kWh --name E-$n >said
    done
    mkdir stick
    for n in node hq node hq; do karez -C $n sync stick >said; done
    """

  /// Runs lines of shell, however they end.
  func take(_ lines: String) throws -> (status: Int32, output: String, error: String) {
    try TestSupport.run(
      "sh", ["-c", Self.functions + lines], in: folder.path,
      environment: [
        "KAREZ": ProvenNode.program, "XDG_STATE_HOME": folder.appending(path: "state").path,
        "KAREZ_CLOCK": "2026-01-06T09:00:00+08:00", "LANG": "en_US.UTF-8",
      ])
  }

  /// Runs lines of shell that must end with 0, and hands back what they print.
  @discardableResult
  func done(_ lines: String) throws -> String {
    let answer = try take(lines)
    guard answer.status == 0 else {
      throw Breach("ended with \(answer.status)\n\(answer.output)\(answer.error)\nof\n\(lines)")
    }
    return answer.output
  }
}
