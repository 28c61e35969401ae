"""Renews a certificate while a connection lives: renewal.py PORT CERTIFICATE PROCESS NEW-CERTIFICATE NEW-KEY"""

import os
import shutil
import signal
import sys
import time

from http2 import Connection

port, certificate, process, new, key = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
trusted = certificate + ".trusted"
shutil.copy(certificate, trusted)
old = Connection(port, trusted)
assert old.answer(old.ask())[0] == 200

for target, link in ((new, certificate), (key, os.path.join(os.path.dirname(certificate), "privkey.pem"))):
    os.symlink(target, link + ".new")
    os.rename(link + ".new", link)
os.kill(process, signal.SIGHUP)
deadline = time.time() + 10
while True:
    try:
        fresh = Connection(port, new)
        break
    except OSError:
        assert time.time() < deadline, "the new certificate is not shown"
        time.sleep(0.02)
assert fresh.serial != old.serial
assert fresh.answer(fresh.ask())[0] == 200
assert old.answer(old.ask())[0] == 200, "who was connected before is served"
