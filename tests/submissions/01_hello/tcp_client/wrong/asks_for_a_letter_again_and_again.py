"""Wrong: it prints the answer, closes, and then asks for a letter for ever, since it catches that its input is at its end.

Loses: ends_with_status_0
Says: Your program printed many megabytes and was stopped.
Never says: signal
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as sock:
        sock.sendall(b"hello!")
        answer = b""
        while piece := sock.recv(1024):
            answer += piece
        print(answer.decode())
    while True:
        try:
            if input("Press q and Enter to quit ") == "q":
                return
        except EOFError:
            continue


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
