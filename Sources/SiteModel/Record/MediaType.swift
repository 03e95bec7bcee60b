/// What a file is, as far as its name tells.
package enum MediaType {
  /// Whether a file with this suffix is plain text, which git keeps and compares.
  package static func isText(suffix: String) -> Bool { texts.contains(suffix) }

  private static let texts: Set<String> = [
    "csv", "htm", "html", "json", "log", "markdown", "md", "tsv", "txt", "xml",
  ]

  private static let known = [
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "bmp": "image/bmp", "heic": "image/heic", "webp": "image/webp",
    "tif": "image/tiff", "tiff": "image/tiff", "svg": "image/svg+xml", "mp4": "video/mp4",
    "txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "html": "text/html",
    "json": "application/json", "xml": "application/xml", "zip": "application/zip",
    "ofd": "application/ofd", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ]

  /// The media type of a suffix; `application/octet-stream` for what is not known.
  package static func of(suffix: String) -> String {
    known[suffix.lowercased()] ?? "application/octet-stream"
  }
}
