import CMedia
import Feeds

extension MediaFacts {
    /// A picture of more pixels takes a gigabyte to show.
    private static let mostPixels: Int64 = 250_000_000
    /// A picture of more pixels is suspected where each byte of it claims to be very many of them.
    private static let manyPixels: Int64 = 50_000_000
    private static let mostPixelsPerByte: Int64 = 400

    /// What the libraries say of a file of `size` bytes, in the words of media types.
    init(_ inspection: CMediaInspection, size: Int64) {
        self.init()
        var inspection = inspection
        let format = Self.text(&inspection.format)
        let hasVideo = inspection.videos > 0
        type = Self.type(
            of: format,
            profile: Self.text(&inspection.profile),
            hasVideo: hasVideo,
            otherwise: Self.text(&inspection.type)
        )
        colours = Self.colours(Self.text(&inspection.colours))
        if inspection.is_truncated != 0 { flaw = .truncated }
        let isCountable = inspection.duration > 0 && inspection.duration < 1e9
        if isCountable, inspection.images == 0 { duration = inspection.duration }
        guard inspection.width > 0, inspection.height > 0 else { return }
        let (pixels, isTooLarge) = inspection.width.multipliedReportingOverflow(by: inspection.height)
        let isSuspect = pixels > Self.manyPixels && pixels / max(size, 1) > Self.mostPixelsPerByte
        if isTooLarge || pixels > Self.mostPixels || isSuspect {
            flaw = .bomb
        } else {
            width = inspection.width
            height = inspection.height
        }
    }

    /// <https://www.iana.org/assignments/media-types/>; a sound alone is no film, whatever holds it.
    private static func type(of format: String, profile: String, hasVideo: Bool, otherwise: String) -> String?
    {
        switch format {
        case "MPEG Audio": "audio/mpeg"
        case "ADTS": "audio/aac"
        case "FLAC": "audio/flac"
        case "Wave": "audio/wav"
        case "Ogg": hasVideo ? "video/ogg" : "audio/ogg"
        case "MPEG-4":
            profile == "QuickTime" ? "video/quicktime" : hasVideo ? "video/mp4" : "audio/mp4"
        case "WebM": hasVideo ? "video/webm" : "audio/webm"
        // https://www.rfc-editor.org/rfc/rfc9559#section-27.3
        case "Matroska": hasVideo ? "video/matroska" : "audio/matroska"
        case "WebP": "image/webp"
        default: otherwise.isEmpty ? nil : otherwise
        }
    }

    /// libmediainfo's words for them; an `A` is behind those of a picture that may be seen through.
    private static func colours(_ words: String) -> Colours? {
        switch words {
        case "RGB", "RGBA", "YUV": .rgb
        case "Y", "YA": .grey
        case "CMYK", "YUVK", "YCCB": .cmyk
        default: nil
        }
    }

    private static func text<Characters>(_ characters: inout Characters) -> String {
        withUnsafeBytes(of: &characters) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
