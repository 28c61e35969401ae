import CCurl
import CLinux
import Glibc

/// curl's multi handle, and the epoll descriptor that gathers all its sockets.
///
/// One descriptor for all of them is twice as fast as a Dispatch source for each.
/// <https://curl.se/libcurl/c/curl_multi_socket_action.html>
final class Multi {
    /// Readable when some socket wants attention; whoever watches it closes it.
    let descriptor: CInt
    /// When curl wants to be woken though no socket stirs, by the monotonic clock.
    private(set) var due: Double?

    private static let eventsAtOnce = 256
    private static let isCurlReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
    private let handle: UnsafeMutableRawPointer
    private let events: UnsafeMutablePointer<epoll_event>
    /// By the numbers of sockets that were opened for curl, and are not closed.
    private var watches: [Watch?] = []

    /// What epoll has been told of a socket.
    ///
    /// A connection that rests stays watched as it was: most are called again for the same, and to tell a nested epoll
    /// anything costs a microsecond.
    private struct Watch {
        var events: UInt32 = 0
        var isResting = true
    }

    init(keepingConnections connections: Int) {
        guard Self.isCurlReady, let handle = curl_multi_init() else { fatalError("curl is out of memory") }
        descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { fatalError("no descriptor is left for the HTTP client") }
        self.handle = handle
        events = .allocate(capacity: Self.eventsAtOnce)
        let this = Unmanaged.passUnretained(self).toOpaque()
        curl_multi_set_pointer(handle, CURLMOPT_SOCKETDATA, this)
        curl_multi_set_socket(handle) { _, socket, interest, multi, known in
            guard let multi else { return 0 }
            Unmanaged<Multi>.fromOpaque(multi).takeUnretainedValue()
                .watch(socket, interest, isKnown: known != nil)
            return 0
        }
        curl_multi_set_pointer(handle, CURLMOPT_TIMERDATA, this)
        curl_multi_set_timer(handle) { _, milliseconds, multi in
            guard let multi else { return 0 }
            Unmanaged<Multi>.fromOpaque(multi).takeUnretainedValue()
                .due = milliseconds < 0 ? nil : Monotonic.now + Double(milliseconds) / 1_000
            return 0
        }
        curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
    }

    deinit {
        // The cleanup closes sockets, and must not tell a descriptor about it that is closed already.
        curl_multi_set_socket(handle, nil)
        curl_multi_set_timer(handle, nil)
        curl_multi_cleanup(handle)
        events.deallocate()
    }

    func add(_ transfer: Transfer) -> Bool {
        curl_multi_add_handle(handle, transfer.easy) == CURLM_OK
    }

    func remove(_ transfer: Transfer) {
        curl_multi_remove_handle(handle, transfer.easy)
    }

    /// Lets curl do what sockets and timeouts ask for now; false where there was nothing.
    func work() -> Bool {
        let count = epoll_wait(descriptor, events, CInt(Self.eventsAtOnce), 0)
        for index in 0..<max(0, Int(count)) {
            let event = events[index]
            if !leaves(event.data.fd) { act(event.data.fd, Self.actions(event.events)) }
        }
        guard let due, due <= Monotonic.now else { return count > 0 }
        self.due = nil
        act(curl_socket_timeout(), 0)
        return true
    }

    /// A transfer that has come to its end, and how.
    func nextFinished() -> (Transfer, CURLcode)? {
        var left: CInt = 0
        while let message = curl_multi_info_read(handle, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            guard let transfer = curl_easy_get_private(message.pointee.easy_handle) else {
                preconditionFailure("every easy handle is a transfer's")
            }
            return (
                Unmanaged<Transfer>.fromOpaque(transfer).takeUnretainedValue(),
                curl_message_result(message)
            )
        }
        return nil
    }

    private func act(_ socket: curl_socket_t, _ actions: CInt) {
        var running: CInt = 0
        curl_multi_socket_action(handle, socket, actions, &running)
    }

    /// Takes note of a socket that was opened for curl.
    func opened(_ socket: curl_socket_t) {
        let missing = Int(socket) + 1 - watches.count
        if missing > 0 { watches += Array(repeating: nil, count: missing) }
        watches[Int(socket)] = Watch()
    }

    /// Closes a socket; epoll forgets it by itself.
    func close(_ socket: curl_socket_t) {
        if watches.indices.contains(Int(socket)) { watches[Int(socket)] = nil }
        Glibc.close(socket)
    }

    private func watch(_ socket: curl_socket_t, _ interest: CInt, isKnown: Bool) {
        let place = Int(socket)
        // curl has sockets of its own, such as those that it waits for a resolver with.
        let isOurs = watches.indices.contains(place) && watches[place] != nil
        if interest == CURL_POLL_REMOVE {
            if isOurs {
                watches[place]?.isResting = true
            } else {
                epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, nil)
            }
            return
        }
        var event = epoll_event()
        event.data.fd = socket
        if interest & CURL_POLL_IN != 0 { event.events |= EPOLLIN.rawValue }
        if interest & CURL_POLL_OUT != 0 { event.events |= EPOLLOUT.rawValue }
        var isWatched = isKnown
        if isOurs {
            let before = watches[place]?.events ?? 0
            watches[place] = Watch(events: event.events, isResting: false)
            if before == event.events { return }
            isWatched = before != 0
        } else if !isKnown {
            curl_multi_assign(handle, socket, UnsafeMutableRawPointer(events))
        }
        if epoll_ctl(descriptor, isWatched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) == 0 { return }
        // The number of a closed socket may be in use again before curl has told about either.
        epoll_ctl(descriptor, errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event)
    }

    /// Leaves a connection alone that rests, and of which epoll tells something: its far end has closed it, and curl finds
    /// that out when it wants to use it.
    private func leaves(_ socket: curl_socket_t) -> Bool {
        guard watches.indices.contains(Int(socket)), watches[Int(socket)]?.isResting == true else {
            return false
        }
        epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, nil)
        watches[Int(socket)]?.events = 0
        return true
    }

    private static func actions(_ events: UInt32) -> CInt {
        var actions: CInt = 0
        if events & (EPOLLIN.rawValue | EPOLLHUP.rawValue) != 0 { actions |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { actions |= CURL_CSELECT_OUT }
        if events & EPOLLERR.rawValue != 0 { actions |= CURL_CSELECT_ERR }
        return actions
    }
}
