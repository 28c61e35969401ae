/// How a line of the access log is written; the words are those of `access_log_format`.
package enum AccessLogFormat: String, CaseIterable, Sendable {
    /// The Common Log Format (<https://httpd.apache.org/docs/2.4/logs.html#common>).
    case common
    /// The same with Referer and User-Agent.
    case combined
    /// An object of JSON with nginx's names.
    case json
}
