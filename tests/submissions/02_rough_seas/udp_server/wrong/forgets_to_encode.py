"""Wrong: hands a str to sendto, which ends the program at the first request.

Loses: answers
Says: has to be encoded
"""
import re
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    done = {}
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode("ascii", "replace")
        m = re.fullmatch("([!-~]{1,32}) ADD (-?[0-9]{1,18})", text)
        if m is None:
            answer = "ERROR"
        else:
            key = (addr, m.group(1))
            if key not in done:
                total += int(m.group(2))
                done[key] = total
            answer = m.group(1) + " " + str(done[key])
        sock.sendto(answer, addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
