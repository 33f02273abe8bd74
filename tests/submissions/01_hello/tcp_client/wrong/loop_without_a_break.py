"""Wrong: collects the answer in a loop that nothing ends, and prints it after that.

Loses: prints_the_answer, ends_with_status_0
Says: Nothing was printed at all. It has read the whole answer and still runs; from there on recv() returns b'' at once
"""
import socket
import sys


def talk(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, port))
    s.sendall(b"hello!")
    answer = b""
    while True:
        answer += s.recv(1024)
    print(answer)
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
