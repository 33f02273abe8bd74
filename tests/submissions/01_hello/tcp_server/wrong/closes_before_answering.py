"""Wrong: hangs up before the answer.

Loses: answers, hangs_up, ends_with_status_0
Says: had been closed before it was used
"""
import socket
import sys


def main(argv):
    sk = socket.socket()
    sk.bind((argv[1], int(argv[2])))
    sk.listen()
    conn, addr = sk.accept()
    ret = conn.recv(1024)
    conn.close()
    print(ret)
    conn.send(b"hi")
    sk.close()


if __name__ == "__main__":
    main(sys.argv)
