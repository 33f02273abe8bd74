"""A DNS server for the names of a hosts file.

Run it as   python udp_server.py HOST PORT HOSTS_FILE   ; Ctrl-C stops it.
"""

import socket  # you will need it
import sys


def serve(host: str, port: int, path: str) -> None:
    """Answer the queries for the names of the hosts file at that path, until stopped.

    TODO: 1. read the file: lines `ADDRESS NAME...`, as in /etc/hosts
          2. bind a UDP socket to host and port, and take a query: a header of 12 bytes, a question
          3. a query for the addresses of a known name gets a record for each of them
          4. every other query gets a code that says why it has no address, or no answer at all
    """
    raise NotImplementedError("udp_server.py: write serve()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    HOSTS_FILE = sys.argv[3] if len(sys.argv) > 3 else "hosts.txt"
    serve(HOST, PORT, HOSTS_FILE)
