"""Prints the HMAC of standard input under the key that is its argument, with SHA-256 or the hash that is the next."""

import hashlib
import hmac
import sys

method = getattr(hashlib, sys.argv[2] if len(sys.argv) > 2 else "sha256")
print(hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), method).hexdigest())
