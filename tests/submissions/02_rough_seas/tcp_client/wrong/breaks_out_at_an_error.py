"""Wrong: an error during the conversation is reported on stderr, but the status stays 0.

Loses: fails_at_a_cut_reply
Says: ended with status 0, whatever stands on standard error
"""

import socket
import sys


def get(sock, n):
    got = b""
    while len(got) < n:
        more = sock.recv(n - len(got))
        if not more:
            raise ConnectionError("the server closed the connection")
        got += more
    return got


def get_text(sock):
    return get(sock, int.from_bytes(get(sock, 4), "big")).decode("utf-8")


def main():
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(sys.argv[1])
    else:
        sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    print(get_text(sock))
    for line in sys.stdin:
        data = line.rstrip("\n").encode("utf-8")
        try:
            sock.sendall(len(data).to_bytes(4, "big") + data)
            print(get_text(sock))
        except OSError as error:
            print("error:", error, file=sys.stderr)
            break
    sock.close()


main()
