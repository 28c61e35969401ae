"""Prints the HMAC-SHA256 of standard input under the key that is its argument."""

import hashlib
import hmac
import sys

print(hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest())
