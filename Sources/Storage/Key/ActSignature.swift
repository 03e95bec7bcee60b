package import SiteModel

/// The signature beside an act: `<seq>.json.sig`, over the bytes of `<seq>.json`.
///
/// Stock tools check it: `ssh-keygen -Y verify -n karez-act -f allowed_signers -I <person>`.
extension SSHSignature {
  /// What an act's signature is for; one made for a commit proves nothing here.
  package static let actNamespace = "karez-act"

  /// Signs an entry, byte for byte as it will be stored.
  ///
  /// - Parameter key: the person's, opened for this.
  package init(ofAct entry: Entry, by key: SSHKey) throws(KeyFault) {
    try self.init(of: entry.bytes, namespace: Self.actNamespace, by: key)
  }

  /// Whether ``key`` signed these bytes as an act. Whose key it is, is another question.
  package func isGood(forAct bytes: [UInt8]) -> Bool {
    isValid(for: bytes, namespace: Self.actNamespace)
  }

  /// The public line of the key that signed `bytes`; nil unless `file` is a good signature.
  ///
  /// - Parameter file: the bytes of the `.sig` file, whatever they are.
  package static func signer(ofAct bytes: [UInt8], in file: [UInt8]) -> String? {
    guard file.count < 4096, let text = String(validating: file, as: UTF8.self),
      let signature = SSHSignature(armored: text), signature.isGood(forAct: bytes)
    else { return nil }
    return signature.key.line
  }
}

extension RecordKey {
  /// The path of the signature beside the entry that commit `seq` of a chain adds.
  package func signaturePath(seq: Int) -> String { path(seq: seq) + ".sig" }
}
