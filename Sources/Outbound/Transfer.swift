import CCurl
import Glibc

/// curl's easy handle, used for one call after another.
final class Transfer {
    let easy: UnsafeMutableRawPointer
    private(set) var job: Job?
    private(set) var call: HTTPCall?
    /// By the monotonic clock.
    private(set) var started = 0.0
    /// Counts the jobs.
    private(set) var turn = 0
    var age = Age.prompt
    /// Among those under way.
    var place = 0

    private let multi: Multi
    private let addressGuard: AddressGuard
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    /// The line of the head that is written.
    private var line: [CChar] = []
    /// What the handle was told for the last job and still knows; nil where all has to be told.
    private var manner: Manner?
    private var answer: [UInt8] = []
    private var fields: [HTTPField] = []
    private var isTooLong = false
    private var refusedAddress: Address?

    /// What most calls have in common: telling the handle again costs as much as the rest of the call.
    private struct Manner: Equatable {
        var method: HTTPCall.Method
        var unixSocket: String?
        var takesCompression: Bool
        var timeout: Double
        var connectTimeout: Double
        var patience: HTTPCall.Patience?

        init(_ call: HTTPCall) {
            method = call.method
            unixSocket = call.unixSocket
            takesCompression = call.takesCompression
            timeout = call.timeout
            connectTimeout = call.connectTimeout
            patience = call.patience
        }
    }

    init(on multi: Multi, guardedBy addressGuard: AddressGuard, userAgent: String) {
        guard let easy = curl_easy_init() else { fatalError("curl is out of memory") }
        self.easy = easy
        self.multi = multi
        self.addressGuard = addressGuard
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setForGood(userAgent)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headers)
        errorText.deallocate()
    }

    /// Makes the handle ready for a job.
    func begin(_ job: Job, _ call: HTTPCall, at age: Age) {
        self.job = job
        self.call = call
        self.age = age
        turn += 1
        started = Monotonic.now
        curl_easy_set_string(easy, CURLOPT_URL, call.url)
        let manner = Manner(call)
        if manner != self.manner { take(manner) }
        if call.method == .post { setBody(call.body) }
        if call.keepsFields { keepFields() }
        setHeaders(call.headers)
    }

    private func take(_ manner: Manner) {
        self.manner = manner
        curl_easy_set_string(easy, CURLOPT_UNIX_SOCKET_PATH, manner.unixSocket)
        // An empty text stands for every coding that curl knows.
        curl_easy_set_string(easy, CURLOPT_ACCEPT_ENCODING, manner.takesCompression ? "" : nil)
        switch manner.method {
        case .get: curl_easy_set_long(easy, CURLOPT_HTTPGET, 1)
        case .head: curl_easy_set_long(easy, CURLOPT_NOBODY, 1)
        case .post: curl_easy_set_long(easy, CURLOPT_POST, 1)
        }
        curl_easy_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(manner.timeout))
        curl_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(manner.connectTimeout))
        curl_easy_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, manner.patience?.bytesPerSecond ?? 0)
        curl_easy_set_long(easy, CURLOPT_LOW_SPEED_TIME, Int((manner.patience?.duration ?? 0).rounded(.up)))
    }

    /// The answer, now that curl is done with the job; the handle is free for another one.
    func end(_ result: CURLcode) -> HTTPAnswer {
        defer { forget() }
        let isCut = isTooLong && call?.excess == .isCut
        guard result == CURLE_OK || isCut else { return .unreachable(reason: reason(of: result)) }
        return .answered(status: status, body: answer)
    }

    /// What the answer's head says, before the job is ended; nothing of what answers a delivery, but where a redirect leads.
    var description: HTTPDescription {
        let location = curl_easy_get_string(easy, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
        guard let method = call?.method, method != .post else {
            return HTTPDescription(location: location)
        }
        var length: curl_off_t = -1
        curl_easy_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length)
        let type = curl_easy_get_string(easy, CURLINFO_CONTENT_TYPE).map { String(cString: $0) }
        var description = HTTPDescription(
            length: length > 0 ? Int64(length) : nil,
            type: type?.prefix { $0 != ";" && $0 != " " }.lowercased(),
            charset: type.flatMap(Self.charset),
            location: location
        )
        description.fields = fields
        return description
    }

    private static func charset(in type: String) -> String? {
        for parameter in type.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            let name = parts.first?.filter { $0 != " " && $0 != "\t" }.lowercased()
            guard parts.count == 2, name == "charset" else { continue }
            let charset = parts[1].filter { !"\"' \t".contains($0) }
            return charset.isEmpty ? nil : charset
        }
        return nil
    }

    /// Frees what belongs to the job alone.
    func forget() {
        // Left on, it would turn the next job into a HEAD as well.
        if call?.method == .head {
            curl_easy_set_long(easy, CURLOPT_NOBODY, 0)
            manner = nil
        }
        if call?.keepsFields == true {
            curl_easy_set_header(easy, nil)
            curl_easy_set_pointer(easy, CURLOPT_HEADERDATA, nil)
        }
        let isPost = call?.method == .post
        job = nil
        call = nil
        answer = []
        fields = []
        isTooLong = false
        refusedAddress = nil
        errorText.pointee = 0
        // To curl, to have a body means to be a POST: it would make one of the next GET.
        if isPost { curl_easy_set_body(easy, nil) }
        curl_easy_set_headers(easy, nil)
        curl_slist_free_all(headers)
        headers = nil
    }

    private var status: Int {
        var status = 0
        curl_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    private func setForGood(_ userAgent: String) {
        let this = Unmanaged.passUnretained(self).toOpaque()
        curl_easy_set_pointer(easy, CURLOPT_PRIVATE, this)
        curl_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        curl_easy_set_pointer(easy, CURLOPT_WRITEDATA, this)
        curl_easy_set_write(easy) { bytes, size, count, transfer in
            guard let bytes, let transfer else { return 0 }
            return Unmanaged<Transfer>.fromOpaque(transfer).takeUnretainedValue()
                .receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        curl_easy_set_pointer(easy, CURLOPT_OPENSOCKETDATA, this)
        curl_easy_set_open_socket(easy) { transfer, _, address in
            guard let transfer, let address else { return -1 }
            return Unmanaged<Transfer>.fromOpaque(transfer).takeUnretainedValue().openSocket(address)
        }
        // Connections outlive the handles that opened them.
        curl_easy_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(multi).toOpaque())
        curl_easy_set_close_socket(easy) { multi, socket in
            guard let multi else { return 1 }
            Unmanaged<Multi>.fromOpaque(multi).takeUnretainedValue().close(socket)
            return 0
        }
        curl_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        curl_easy_set_string(easy, CURLOPT_PROXY, "")
        curl_easy_set_string(easy, CURLOPT_USERAGENT, userAgent)
        curl_easy_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        curl_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        curl_easy_set_long(easy, CURLOPT_NOSIGNAL, 1)
        // A callback's path is the subscriber's affair, dots included.
        curl_easy_set_long(easy, CURLOPT_PATH_AS_IS, 1)
        curl_easy_set_long(easy, CURLOPT_TCP_NODELAY, 1)
        // curl walks all of its cache at the end of each transfer; names are cached by the system's resolver.
        curl_easy_set_long(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0)
    }

    /// A call back for each line costs what a delivery does not need.
    private func keepFields() {
        curl_easy_set_pointer(easy, CURLOPT_HEADERDATA, Unmanaged.passUnretained(self).toOpaque())
        curl_easy_set_header(easy) { bytes, size, count, transfer in
            guard let bytes, let transfer else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            Unmanaged<Transfer>.fromOpaque(transfer).takeUnretainedValue().receive(line: line)
            return line.count
        }
    }

    /// Takes a line of the head; the head of an earlier answer, such as 100, is forgotten.
    private func receive(line: UnsafeRawBufferPointer) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            fields = []
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, fields.count < 200 else { return }
        let value = parts[1].drop(while: \.isWhitespace)
        let end = value.lastIndex { !$0.isWhitespace }.map(value.index(after:)) ?? value.startIndex
        fields.append(HTTPField(name: parts[0].lowercased(), value: String(value[..<end])))
    }

    /// curl reads the bytes where they lie: an array that nobody changes stays where it is, and the job holds it.
    private func setBody(_ body: Payload?) {
        curl_easy_set_long(easy, CURLOPT_POSTFIELDSIZE, body?.bytes.count ?? 0)
        if let body, !body.bytes.isEmpty {
            body.bytes.withUnsafeBytes { _ = curl_easy_set_body(easy, $0.baseAddress) }
        } else {
            // Without any bytes curl would read a body from standard input.
            curl_easy_set_body(easy, errorText)
        }
    }

    private func setHeaders(_ fields: [(String, String)]) {
        // Waiting for a "100 Continue" costs a second where the far end does not know of it.
        headers = curl_slist_append(nil, "Expect:")
        for (name, value) in fields {
            // Written where the line before was: a text of its own for each costs more than curl's copy of it.
            line.removeAll(keepingCapacity: true)
            write(name)
            write(value.isEmpty ? ";" : ": ")
            write(value)
            line.append(0)
            headers = curl_slist_append(headers, line)
        }
        curl_easy_set_headers(easy, headers)
    }

    private func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in bytes.withMemoryRebound(to: CChar.self) { line.append(contentsOf: $0) } }
    }

    /// Takes a part of the body; fewer bytes than were given end the transfer.
    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let job, let call else { return 0 }
        if let receive = job.batch.receive, (200..<300).contains(status) {
            receive(Array(bytes))
            return bytes.count
        }
        let room = call.maximumAnswer - answer.count
        answer += bytes.prefix(room)
        isTooLong = bytes.count > room
        return isTooLong ? 0 : bytes.count
    }

    private func openSocket(_ wanted: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let isOurs = wanted.pointee.family == AF_UNIX && call?.unixSocket != nil
        if !isOurs {
            guard let address = Self.address(wanted) else { return -1 }
            guard addressGuard.admits(address) else {
                refusedAddress = address
                return -1
            }
        }
        let kind = wanted.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
        let opened = socket(wanted.pointee.family, kind, wanted.pointee.protocol)
        if opened >= 0 { multi.opened(opened) }
        return opened
    }

    private static func address(_ wanted: UnsafeMutablePointer<curl_sockaddr>) -> Address? {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        let bytes = UnsafeRawPointer(wanted) + offset
        switch wanted.pointee.family {
        case AF_INET: return Address(bytes.loadUnaligned(as: sockaddr_in.self).sin_addr)
        case AF_INET6: return Address(bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default: return nil
        }
    }

    /// Whether nobody would get through to this server now, whatever is called there.
    func isServersFault(_ result: CURLcode) -> Bool {
        switch result {
        case CURLE_COULDNT_CONNECT: refusedAddress == nil
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION: true
        default: false
        }
    }

    /// Why curl has given up, for people.
    func reason(of result: CURLcode) -> String {
        if isTooLong, let call { return "answer longer than \(call.maximumAnswer) bytes" }
        if let refusedAddress, result == CURLE_COULDNT_CONNECT {
            return "address \(refusedAddress) is not allowed"
        }
        return String(cString: errorText.pointee == 0 ? curl_easy_strerror(result) : UnsafePointer(errorText))
    }

    private static func milliseconds(_ seconds: Double) -> Int {
        Int((seconds * 1_000).rounded(.up))
    }
}
