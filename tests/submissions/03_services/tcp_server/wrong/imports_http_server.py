"""Wrong: what is out of bounds does everything.

Loses: listens
Points: 0
Says: out of bounds
"""
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

handler = functools.partial(SimpleHTTPRequestHandler, directory=sys.argv[3])
ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), handler).serve_forever()
