"""Wrong: it sleeps for twenty seconds before it receives, and is stopped before that.

Loses: prints_the_answer, ends_with_status_0
Points: 14
Says: Nothing was printed at all. It waits in sleep(), tcp_client.py line
Never says: closed the connection
"""

import socket
import sys
import time


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((host, port))
    sock.sendall(b"hello!")
    time.sleep(20)
    answer = b""
    while piece := sock.recv(1024):
        answer += piece
    print(answer.decode())
    sock.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
