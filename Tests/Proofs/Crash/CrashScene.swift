/// A command that is killed, and what must hold afterwards, as lines of shell.
///
/// All run in a folder with a plant's node `node`, headquarters `hq` and a stick `stick` that have
/// met, and a node `other` that has met nobody, with the functions of ``CrashGround`` at hand.
struct CrashScene: Sendable {
  let name: String
  /// Makes what the command needs.
  let prepare: String
  /// The arguments of the `karez` that is killed.
  let command: [String]
  /// Must hold when the command has ended with 0, whatever happens to the machine then.
  let promised: String
  /// Looks over what was left, and does the command again. What it prints must be what it prints
  /// after an undisturbed run.
  let check: String

  var folder: String { name.replacing(" ", with: "-") }

  private static let point = ["--kind", "register", "--unit", "kWh", "--name", "Z"]

  static let all: [CrashScene] = [
    CrashScene(
      name: "commit", prepare: "",
      command: ["point", "add", "Z", "-C", "node"] + point,
      promised: "karez record list point --json -C node | grep -q '\"Z\"'",
      check: """
        whole node
        karez point add Z --kind register --unit kWh --name Z -C node >said 2>&1 || grep -q taken said
        \(settled)
        """),
    CrashScene(
      name: "record", prepare: "",
      command: [
        "record", "new", "instrument", "--set", "number=K-1", "--set", "name=K", "-C", "node",
      ],
      promised: "karez record list instrument --json -C node | grep -q '\"K-1\"'",
      check: """
        whole node
        held=$(karez record list instrument --json -C node | grep -c '"K-1"' || true)
        test "$held" = 1 || karez record new instrument --set number=K-1 --set name=K -C node >said
        test "$(karez record list instrument --json -C node | grep -o '"K-1"' | wc -l)" = 1
        \(settled)
        """),
    CrashScene(
      name: "import", prepare: meters, command: importing,
      promised: "allornone; grep -q same:800 judged",
      check: """
        whole node
        allornone
        karez \(importing.joined(separator: " ")) >said
        allornone
        \(settled)
        """),
    CrashScene(
      name: "packing",
      prepare: """
        n=0
        while [ $(ls node/.karez/stores/plant.git/objects/pack/*.pack | wc -l) -lt 50 ]; do
          n=$((n+1)); karez point add F-$n --kind register --unit kWh --name F -C node >said
        done
        """,
      command: ["point", "add", "Z", "-C", "node"] + point,
      promised: "karez record list point --json -C node | grep -q '\"Z\"'",
      check: """
        whole node
        karez point add Z --kind register --unit kWh --name Z -C node >said 2>&1 || grep -q taken said
        karez point add Y --kind register --unit kWh --name Y -C node >said
        test $(ls node/.karez/stores/plant.git/objects/pack/*.pack | wc -l) -le 51
        \(settled)
        """),
    CrashScene(
      name: "journal",
      prepare: "\(record)\n\(exporting) --csv first.csv >said",
      command: ["record", "export", "instrument", "-C", "node", "--csv", "$(mktemp -u).csv"],
      promised: "test $(accesses) = 2",
      check: """
        whole node
        n=$(accesses); test $n = 1 || test $n = 2 || fail "$n accesses"
        \(exporting) --csv $(mktemp -u).csv >said
        test $(accesses) = $((n+1)) || fail "$(accesses) accesses"
        \(settled)
        """),
    CrashScene(
      name: "sealing",
      prepare: """
        export KAREZ_CLOCK=2026-01-05T09:00:00+08:00
        \(record)
        for n in 1 2 3; do \(exporting) --csv $n.csv >said; done
        """,
      command: ["point", "add", "Z", "-C", "node"] + point,
      promised: "karez record list point --json -C node | grep -q '\"Z\"'; test $(accesses) = 3",
      check: """
        whole node
        test $(accesses) = 3 || fail "$(accesses) accesses"
        karez point add Z --kind register --unit kWh --name Z -C node >said 2>&1 || grep -q taken said
        karez access seal -C node >said
        test $(accesses) = 3 || fail "$(accesses) accesses"
        \(settled)
        """),
    CrashScene(
      name: "admission",
      prepare: """
        karez site enrol second -C hq > word; karez join word -C other >said
        karez sync stick -C other >said
        """,
      command: ["sync", "stick", "-C", "hq"],
      promised:
        "karez status --json -C other | digest > here; karez sites --json -C hq | grep -q -f here",
      check: """
        whole hq
        karez sync stick -C hq >said
        for n in other hq other hq; do karez sync stick -C $n >said; done
        grep -q Nothing said
        whole other; whole hq
        karez status --json -C other | digest > here; karez sites --json -C hq | grep -q -f here
        swept other hq stick; cat here
        """),
    CrashScene(
      name: "export", prepare: news, command: ["sync", "stick", "-C", "node"],
      promised: "karez pull stick -C hq >said; \(same)",
      check: """
        whole node
        \(good)
        \(meeting)
        """),
    CrashScene(
      name: "ingest", prepare: news + "\nkarez sync stick -C node >said",
      command: ["sync", "stick", "-C", "hq"], promised: same,
      check: """
        whole hq
        \(good)
        karez sync stick -C hq >said
        receipt
        \(meeting)
        """),
  ]

  private static let record =
    "karez record new instrument --set number=K-1 --set name=K -C node >said"
  private static let exporting = "karez record export instrument -C node"
  /// A month of two meters.
  private static let meters = """
    seq 0 399 | awk '{ printf "2025-01-%02d %02d:00,E-1,%d.50\\n2025-01-%02d %02d:00,E-2,%d.25\\n", \
    $1/24+1, $1%24, 100+$1, $1/24+1, $1%24, 7*$1 }' | sed '1i time,point,value' > meters.csv
    """
  private static let importing = [
    "import", "meters.csv", "--zone", "+08:00", "--label", "end", "--kind", "register", "--unit",
    "kWh", "--accept", "-C", "node",
  ]
  /// What a plant has to tell: a point, a record with a large file that was asked for, readings.
  private static let news = """
    head -c 100000 /dev/urandom > scan
    \(record)
    karez record attach K-1 scan -C node >said
    karez sync stick -C node >said; karez sync stick -C hq >said
    \(meters)
    karez \(importing.joined(separator: " ")) >said
    karez point add Z --kind register --unit kWh --name Z -C node >said
    """
  /// Half a file on a stick is never taken for one, by nobody.
  private static let good = """
    for f in $(find stick -name '*.bundle' ! -name '.*'); do
      git -C node/.karez/stores/plant.git bundle verify -q ../../../../$f ||
        git -C hq/.karez/stores/library.git bundle verify -q ../../../../$f
    done
    for f in $(find stick -type f -regex '.*/[0-9a-f]*' ! -name '.*'); do
      test "$(sha256sum < $f | cut -d' ' -f1)" = $(basename $f)
    done
    cp -a stick seen; karez pull seen -C hq >said; karez pull seen -C node >said; rm -r seen
    """
  /// Both meet until neither has anything new; then both see the same.
  private static let meeting = """
    for n in node hq node hq node; do karez sync stick -C $n >said; done
    grep -q Nothing said
    whole node; whole hq
    \(same); cat here
    swept node hq stick
    """
  private static let same = """
    karez sites --json -C hq | digest > there; karez status --json -C node | digest > here; \
    cmp there here
    """
  private static let settled = """
    whole node; swept node
    shown
    """
}
