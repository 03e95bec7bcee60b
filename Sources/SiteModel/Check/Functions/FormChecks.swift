/// What is asked of records of every kind (7.4.3).
extension SitePicture {
  /// 7.4.3 「记录的真实、准确、完整」: nothing that its form asks is blank in a record that counts.
  var recordsComplete: CheckAnswer {
    let counting = records.values.flatMap { $0 }
      .filter { $0.permits.contains(.counts) && schemas[$0.key.type]?.rules.form != nil }
      .sorted { $0.key < $1.key }
    return CheckAnswer(asking: counting, failing: counting.filter { !isComplete($0) })
  }

  private func isComplete(_ record: PicturedRecord) -> Bool {
    let closing: AsOf.Closing = record.permits.contains(.closed) ? .someDay : .open
    let day = AsOf(day, closing: closing)
    return schemas[record.key.type]?.missing(in: record.fields, asOf: day).isEmpty ?? true
  }
}
