"""A small web server: GET and HEAD of the files below one folder, for many clients at once.

Run it as   python tcp_server.py HOST PORT ROOT   and open http://HOST:PORT/ in a browser.
Ctrl-C stops it. Read "HTTP on the wire" in README.md first.
"""

import sys


def serve(host: str, port: int, root: str) -> None:
    """Serve the files below the folder `root` until stopped.

    TODO: 1. listen, and serve each client without keeping the others waiting
          2. read a request: it ends with an empty line, and may arrive in pieces
          3. find the file that it asks for, and none that is not below `root`
          4. answer: a status line, Content-Length, Content-Type, an empty line, the file
          5. go on with the next request of the same connection
    """
    raise NotImplementedError("tcp_server.py: write serve()")


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
