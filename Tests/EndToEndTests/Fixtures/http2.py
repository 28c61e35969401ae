"""An HTTP/2 connection over TLS to a port of this machine, frame by frame."""

import socket
import ssl

import h2.config
import h2.connection
import h2.events


class Connection:
    def __init__(self, port, certificate):
        context = ssl.create_default_context(cafile=certificate)
        context.set_alpn_protocols(["h2"])
        plain = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket = context.wrap_socket(plain, server_hostname="127.0.0.1")
        assert self.socket.selected_alpn_protocol() == "h2"
        self.serial = self.socket.getpeercert()["serialNumber"]
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(validate_outbound_headers=False))
        self.h2.initiate_connection()
        self.goodbye = None
        self.is_reset = False
        self.statuses = {}
        self.bodies = {}
        self.ended = set()
        self.is_set = False
        self.send()
        # What the far end allows holds from its acknowledgement on.
        while not self.is_set:
            assert self.hear(), "the connection ended"

    def send(self, more=b""):
        """Sends what there is to send; false where the far end has closed."""
        try:
            self.socket.sendall(self.h2.data_to_send() + more)
            return True
        except OSError:
            self.is_reset = True
            return False

    def headers(self, more=()):
        return [(":method", "GET"), (":path", "/news/atom.xml"), (":scheme", "https"), (":authority", "localhost"), *more]

    def ask(self, more=()):
        stream = self.h2.get_next_available_stream_id()
        self.h2.send_headers(stream, self.headers(more), end_stream=True)
        return stream

    def hear(self, timeout=5):
        """Takes what comes; false at the connection's end."""
        self.socket.settimeout(timeout)
        try:
            data = self.socket.recv(65536)
        except TimeoutError:
            raise
        except OSError:
            self.is_reset = True
            return False
        if not data:
            return False
        for event in self.h2.receive_data(data):
            if isinstance(event, h2.events.RemoteSettingsChanged):
                self.is_set = True
            elif isinstance(event, h2.events.ConnectionTerminated):
                self.goodbye = event
            elif isinstance(event, h2.events.ResponseReceived):
                self.statuses[event.stream_id] = int(dict(event.headers)[b":status"])
            elif isinstance(event, h2.events.DataReceived):
                self.bodies[event.stream_id] = self.bodies.get(event.stream_id, b"") + event.data
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, (h2.events.StreamEnded, h2.events.StreamReset)):
                self.ended.add(event.stream_id)
        self.send()
        return True

    def answer(self, stream):
        self.send()
        while stream not in self.ended:
            assert self.hear(), "the connection ended"
        return self.statuses[stream], self.bodies.get(stream, b"")

    def until_end(self):
        """Hears until the far end closes."""
        while self.hear():
            pass
