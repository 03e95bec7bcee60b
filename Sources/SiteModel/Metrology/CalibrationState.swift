/// How far an instrument could be trusted on a day (8.1.3).
///
/// What is good counts once it has been reviewed; what is bad counts as soon as it is written down.
package enum CalibrationState: String, Sendable, Hashable, CaseIterable {
  /// 合格: within the validity of a calibration that was confirmed.
  case valid
  /// 限用（准用）: the same, within written limits.
  case limited
  /// 封存: its clock stands still, and it measures nothing.
  case sealed
  /// 未检: never calibrated until then.
  case none
  /// 超期: the last validity had ended.
  case expired
  /// 待检: a repair that touches accuracy, or a seal broken open, and no calibration since.
  case needsCalibration = "needs-calibration"
  /// 失准: from a failed calibration to the next good one.
  case failed
  /// No instrument is known to have been there.
  case unknown

  /// The one that says least good of a reading that two states bear on.
  package static func worse(_ a: CalibrationState, _ b: CalibrationState) -> CalibrationState {
    a.rank < b.rank ? b : a
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Whether what is measured then may be relied on.
  package var isGood: Bool { self == .valid || self == .limited }

  package var phrase: Phrase { Phrase("calibration.state-\(rawValue)") }
}
