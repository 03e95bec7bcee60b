import Crypto
import Dispatch
import Intake
import SiteModel
import Storage
import Synchronization

/// One round of an import: jobs that do not need each other, done at once.
struct ImportRound {
  let plan: IntakePlan
  let names: PointNames
  let header: SegmentHeader
  let pieces: [RowPiece]
  let spare: SpareMemory

  /// What the jobs made, in the order of the file.
  struct Made {
    var batches: [IntakeBatch] = []
    var segments: [DeflatedObject] = []
  }

  private enum Product: Sendable {
    case batch(Result<IntakeBatch, IntakeFault>)
    case segment(DeflatedObject)
    case hash(SHA256)
  }

  /// Parses the pieces, adds them to the hash, and builds segments from what was judged before.
  func run(hash: inout SHA256, building judged: [JudgedReadings]) throws -> Made {
    let before = hash
    let products = Mutex<[Int: Product]>([:])
    let count = judged.count + 1 + pieces.count
    // The longest jobs first: building, then hashing, then one piece after the other.
    DispatchQueue.concurrentPerform(iterations: count) { job in
      let product: Product =
        if job < judged.count {
          .segment(build(judged[job]))
        } else if job == judged.count {
          .hash(hashed(before))
        } else {
          .batch(parsed(pieces[job - judged.count - 1]))
        }
      products.withLock { $0[job] = product }
    }
    return try collect(products.withLock { $0 }, count, &hash)
  }

  private func collect(
    _ products: [Int: Product], _ count: Int, _ hash: inout SHA256
  ) throws -> Made {
    var made = Made()
    for job in 0..<count {
      switch products[job] {
      case .segment(let segment): made.segments.append(segment)
      case .hash(let after): hash = after
      case .batch(let batch): made.batches.append(try batch.get())
      case nil: preconditionFailure("every job leaves its product")
      }
    }
    return made
  }

  private func build(_ judged: JudgedReadings) -> DeflatedObject {
    let text = SegmentText.write(
      judged.columns, unit: judged.units, offset: plan.offset, header: header)
    // A small import is compressed hard, a bulk import fast (`segment.md`, the writer's choices).
    return DeflatedObject(.blob, text, deflate: judged.columns.count < 200_000 ? .small : .bulk)
  }

  private func hashed(_ before: SHA256) -> SHA256 {
    var hash = before
    for piece in pieces { hash.update(data: piece.bytes) }
    return hash
  }

  private func parsed(_ piece: RowPiece) -> Result<IntakeBatch, IntakeFault> {
    do {
      return .success(try parse(piece, plan: plan, names: names, reusing: spare.batch()))
    } catch {
      return .failure(error)
    }
  }
}
