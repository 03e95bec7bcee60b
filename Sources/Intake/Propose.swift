import SiteModel

/// How much of a file ``propose(head:fileName:)`` wants to see: 64 KiB.
package let headSize = 65_536

/// Looks at a file's beginning and proposes how to read it; what it cannot know it asks.
///
/// - Parameters:
///   - head: the first ``headSize`` bytes of the file or more; fewer are taken as the whole file.
///   - fileName: only said in faults; a name's ending proves nothing.
/// - Throws: ``IntakeFault/notText(file:looksLike:)`` for what is no text,
///   ``IntakeFault/notATable(file:)`` for text without columns.
package func propose(head: [UInt8], fileName: String) throws(IntakeFault) -> IntakeProposal {
  if let name = ForeignFormat.name(of: head) {
    throw .notText(file: fileName, looksLike: name)
  }
  let encoding = TextEncoding.sniff(head)
  let start = head.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
  let text = encoding.decodeLossily(head[start...])
  guard let table = TableSniff(text, isWhole: head.count < headSize) else {
    throw .notATable(file: fileName)
  }
  return ProposalDraft(table, encoding).proposal
}
