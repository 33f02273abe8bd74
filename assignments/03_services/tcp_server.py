"""A small web server: GET and HEAD of the files below one folder, for many clients at once.

Run it as   python tcp_server.py HOST PORT ROOT   and open http://HOST:PORT/ in a browser.
Ctrl-C stops it. Read "HTTP on the wire" in README.md first.
"""

import sys


def serve(host: str, port: int, root: str) -> None:
    """Serve the files below the folder `root` until stopped.

    TODO: 1. listen, accept a client, and send it one constant answer
          2. read a request up to its empty line; send the file that it asks for,
             after a status line, Content-Length, Content-Type and an empty line
          3. answer 404, 405 and 400, and HEAD
          4. serve only files that really are below `root`
          5. go on with the next request of the same connection
          6. serve many clients at once
    README.md has a command to try for each of these steps.
    """
    raise NotImplementedError("tcp_server.py: write serve()")


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
