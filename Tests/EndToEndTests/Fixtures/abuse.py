"""Misuses HTTP/2 in one way, and ends well where the daemon holds against it: abuse.py PORT CERTIFICATE KIND"""

import sys
import time

from hyperframe.frame import ContinuationFrame, HeadersFrame, PingFrame, SettingsFrame

from http2 import Connection

port, certificate, kind = int(sys.argv[1]), sys.argv[2], sys.argv[3]
abuser = Connection(port, certificate)


def is_cut_off(frames):
    """Whether the daemon ends the connection before it has taken them all.

    What it has not taken resets the connection, and may overtake its farewell.
    """
    for frame in frames:
        if not abuser.send(frame):
            break
    abuser.until_end()
    return abuser.is_reset or abuser.goodbye is not None and abuser.goodbye.error_code != 0


if kind == "resets":
    # CVE-2023-44487: opened and reset at once, so that no limit of streams is ever reached.
    def resets():
        for _ in range(2000):
            abuser.h2.reset_stream(abuser.ask())
            yield b""

    assert is_cut_off(resets())
elif kind == "settings":
    assert is_cut_off(SettingsFrame(settings={4: 65535 + n}).serialize() for n in range(2000))
elif kind == "pings":
    assert is_cut_off(PingFrame(opaque_data=b"12345678").serialize() for _ in range(2000))
elif kind == "headers":
    # As large as in HTTP/1.1 it may be; a larger one is told so, and what comes after it is answered; a far larger one ends the connection.
    status, body = abuser.answer(abuser.ask([(f"x-{n}", "a" * 8_000) for n in range(12)]))
    assert status == 200 and b"</feed>" in body, status
    status, _ = abuser.answer(abuser.ask([(f"x-{n}", "a" * 8_000) for n in range(20)]))
    assert status == 431, status
    assert abuser.answer(abuser.ask())[0] == 200
    abuser.ask([(f"x-{n}", "a" * 8_000) for n in range(40)])
    assert is_cut_off([b""])
elif kind == "continuations":
    # CVE-2024-27316: a head that never ends.
    head = HeadersFrame(1, data=abuser.h2.encoder.encode(abuser.headers())).serialize()

    def continuations():
        yield head
        for _ in range(5000):
            yield ContinuationFrame(1, data=b"\x00\x01a\x01b" * 1000).serialize()

    assert is_cut_off(continuations())
elif kind == "streams":
    # More at once than may be: those beyond are refused, or the connection is; those within are answered.
    streams = [abuser.h2.get_next_available_stream_id() + 2 * n for n in range(100)]
    for stream in streams:
        abuser.h2.send_headers(stream, abuser.headers(), end_stream=True)
    abuser.send()
    assert {abuser.answer(stream)[0] for stream in streams} == {200}
    assert abuser.h2.remote_settings.max_concurrent_streams == 100
elif kind == "window":
    # Who takes nothing of an answer, and of ten more, is left after the idle time; who says nothing at all as well.
    abuser.h2.update_settings({4: 0})
    for _ in range(10):
        abuser.ask()
    abuser.send()
    silent = Connection(port, certificate)
    begin = time.time()
    silent.until_end()
    assert 0.5 < time.time() - begin < 5
    deadline = time.time() + 5
    while len(abuser.ended) < 10:
        assert time.time() < deadline and abuser.hear(), abuser.ended
