"""Right: os.fsdecode keeps strange bytes apart from ASCII, then slices and strip."""
import os
import socket
import sys


def understand(data):
    fields = os.fsdecode(data).split("\x20")
    if len(fields) == 3 and fields[1] == "ADD":
        name, _, number = fields
        if len(name.encode("ascii", "ignore")) == len(name) and 0 < len(name) < 33:
            if not [c for c in name if c <= " " or c == "\x7f"]:
                unsigned = number.replace("-", "", 1) if number.startswith("-") else number
                if 0 < len(unsigned) < 19 and not unsigned.strip("0123456789"):
                    if all(c in "0123456789" for c in unsigned):
                        return name, int(number)
    return None


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total, answers = 0, {}
    while True:
        data, addr = sock.recvfrom(1024)
        asked = understand(data)
        if asked is None:
            answer = "ERROR"
        elif (addr, asked[0]) in answers:
            answer = answers[addr, asked[0]]
        else:
            total += asked[1]
            answer = answers[addr, asked[0]] = " ".join((asked[0], str(total)))
        sock.sendto(answer.encode(), addr)


if __name__ == "__main__":
    host, port, *_ = sys.argv[1:] + ["127.0.0.1", 8080][len(sys.argv) - 1:]
    serve(host, int(port))
