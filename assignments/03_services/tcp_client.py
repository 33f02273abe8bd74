"""A web client: it gets the page of a URL and writes its body to standard output.

Run it as   python tcp_client.py http://127.0.0.1:8898/page?colour=blue
while a web server is running there.
"""

import socket  # noqa: F401  you will need it
import sys


def get(url: str) -> int:
    """Get the page of this URL, and return the exit status of the program.

    TODO: 1. connect to the host and port of the URL, and send a GET request (HTTP/1.1, with Host)
          2. read the status line and the headers; pass over answers with a status of 1xx
          3. read the body: Content-Length, chunked, or all until the server closes; 204 and 304 have none
          4. write the body, byte for byte, to sys.stdout.buffer
          5. return 0 for a status of 2xx; else write status and reason to sys.stderr and return 1
          6. fail if the answer is cut short, or is not HTTP
    """
    raise NotImplementedError("tcp_client.py: write get()")


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
