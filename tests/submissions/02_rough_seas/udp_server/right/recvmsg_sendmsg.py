"""Right: recvmsg and sendmsg, and the truncation flag is looked at."""
import socket
import sys
from re import ASCII, fullmatch


def main():
    host, port = "127.0.0.1", 8080
    if len(sys.argv) > 1:
        host = sys.argv[1]
    if len(sys.argv) > 2:
        port = int(sys.argv[2])
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((host, port))
    total, book = 0, []
    while True:
        data, ancillary, flags, addr = s.recvmsg(128)
        try:
            if flags & socket.MSG_TRUNC:
                raise ValueError("far too long")
            text = data.decode("us-ascii")
            m = fullmatch(r"(?P<id>[!-~]{1,32}) ADD (?P<n>-?\d{1,18})", text, ASCII)
            if not m:
                raise ValueError("no request")
        except ValueError:
            s.sendmsg([b"ERROR"], [], 0, addr)
            continue
        # a plain list of what was answered; slow, but this is a small course server
        for sender, name, sum_then in book:
            if sender == addr and name == m["id"]:
                answer = sum_then
                break
        else:
            total += int(m["n"])
            answer = total
            book.append((addr, m["id"], total))
        s.sendmsg([m["id"].encode(), b" ", str(answer).encode()], [], 0, addr)


if __name__ == "__main__":
    main()
