"""Wrong: it splits a line, and sends the last word.

Loses: sends_the_line
Says: Only its end came:
"""

import socket
import sys


def ask():
    try:
        return input(">>: ").strip()
    except EOFError:
        return None


def talk(host, port):
    phone = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    phone.settimeout(30)
    while True:
        msg = ask()
        if msg is None:
            break
        if not msg:
            continue
        phone.sendto(msg.split()[-1].encode(), (host, port))
        try:
            back, _ = phone.recvfrom(1024)
            print(back.decode())
        except TimeoutError:
            print("nobody answered")
    print()
    phone.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
