"""Wrong: it keeps its answers in a dict by the length of the text, so another text of that length gets an old one. It goes on after an empty datagram, as it should.

Loses: answers_each_client, answers_once
Says: which client A had sent
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    answers = {}
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode()
        print(text, "from", addr[0], addr[1])
        if len(text) not in answers:
            answers[len(text)] = text.upper().encode()
        sock.sendto(answers[len(text)], addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
