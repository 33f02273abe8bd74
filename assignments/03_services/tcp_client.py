"""A web client: it gets the page of a URL and writes its body to standard output.

Run it as   python tcp_client.py "http://127.0.0.1:8898/page?colour=blue"
while a web server runs there. The quotes are for the shell, which understands ? itself.
"""

import socket  # you will need it
import sys


def get(url: str) -> int:
    """Get the page of this URL, and return the exit status of the program.

    TODO: 1. connect to the host and port of the URL, and send a GET request (HTTP/1.1, with Host)
          2. read the status line, the headers and Content-Length bytes;
             write them unchanged to sys.stdout.buffer, and return 0 if the status is 2xx
          3. read a body that comes in chunks
          4. read until the server closes if nothing else says where the body ends;
             204 and 304 have no body
          5. skip answers with a status of 1xx, and take header names in any case
          6. for other statuses write status and reason to sys.stderr, and return 1;
             fail if the answer is cut short, or is not HTTP
    README.md has a command to try for each of these steps.
    """
    raise NotImplementedError("tcp_client.py: write get()")


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
