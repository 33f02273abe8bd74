"""Wrong: main returns the answer, and sys.exit takes it for a complaint.

Loses: ends_with_status_0
Says: No traceback stands on standard error: sys.exit()
"""
import socket
import sys


def main(host, port):
    s = socket.create_connection((host, port))
    s.sendall(b"hello!")
    answer = s.recv(1024)
    print("answer", answer)
    s.close()
    return answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
