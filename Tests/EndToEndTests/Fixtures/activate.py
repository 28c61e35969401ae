"""Starts a program as systemd does behind sockets: activate.py [NAME:]PORT,... PROGRAM ARGUMENT..."""

import os
import socket
import sys

names = []
for number, place in enumerate(sys.argv[1].split(",")):
    name, _, port = place.rpartition(":")
    names.append(name or "feedherald.socket")
    listener = socket.create_server(("127.0.0.1", int(port)))
    listener.set_inheritable(True)
    # It may have that number already.
    listener = listener.detach()
    if listener != 3 + number:
        os.dup2(listener, 3 + number)
    os.set_inheritable(3 + number, True)
os.environ["LISTEN_FDS"] = str(len(names))
os.environ["LISTEN_FDNAMES"] = ":".join(names)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execvp(sys.argv[2], sys.argv[2:])
