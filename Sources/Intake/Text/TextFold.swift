/// A field as its forms are read: full-width letters, digits and brackets as ASCII, wide and
/// no-break spaces as blanks, none at the ends; doubled quotes as one where it was quoted.
func folded(_ bytes: Span<UInt8>, _ field: RowSplitter.Field) -> [UInt8] {
  var text: [UInt8] = []
  var at = field.start
  while at < field.end {
    let (scalar, width) = foldedScalar(bytes, at, field.end)
    if let scalar {
      text.append(scalar)
    } else {
      for place in at..<at + width { text.append(bytes[place]) }
    }
    at += width
    if field.isQuoted && scalar == 0x22 && at < field.end && bytes[at] == 0x22 { at += 1 }
  }
  return Array(trimmed(text[...]))
}

/// The ASCII byte that what stands here is read as, if any, and how many bytes stand for it.
private func foldedScalar(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (UInt8?, Int) {
  let byte = bytes[at]
  if byte < 0x80 { return (byte, 1) }
  if byte == 0xC2, at + 1 < end, bytes[at + 1] == 0xA0 { return (0x20, 2) }
  guard byte == 0xEF || byte == 0xE3, at + 2 < end else { return (nil, 1) }
  let (second, third) = (bytes[at + 1], bytes[at + 2])
  if byte == 0xE3 { return second == 0x80 && third == 0x80 ? (0x20, 3) : (nil, 1) }
  // U+FF01 … U+FF5E are ASCII 21 … 7E; U+2212 is not here: a minus sign is a text of its own.
  if second == 0xBC && third >= 0x81 && third <= 0xBF { return (third &- 0x60, 3) }
  if second == 0xBD && third >= 0x80 && third <= 0x9E { return (third &- 0x20, 3) }
  return (nil, 1)
}

/// The bytes without blanks and tabs at both ends.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var rest = bytes
  while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
  while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
  return rest
}

/// The bytes with capital ASCII letters as small ones.
func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
}

/// A field's bytes with doubled quotes as one where it was quoted.
func unquoted(_ bytes: Span<UInt8>, _ field: RowSplitter.Field) -> [UInt8] {
  var text: [UInt8] = []
  var at = field.start
  while at < field.end {
    text.append(bytes[at])
    at += field.isQuoted && bytes[at] == 0x22 ? 2 : 1
  }
  return text
}
