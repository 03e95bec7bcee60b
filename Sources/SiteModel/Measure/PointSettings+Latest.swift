extension PointSettings {
  /// The setting that came into force last: what new readings are compared with.
  package var latest: PointSetting { settings[settings.count - 1] }
}
