"""Wrong: it raises a text of letters, and refuses any other.

Loses: raises_letters, keeps_chinese
Says: The text that came has no word of it.
"""

import socket
import sys
import time


def poll(sock):
    """Return one (data, address) pair, or None if nothing is there."""
    try:
        return sock.recvfrom(1024)
    except BlockingIOError:
        return None


def main():
    mailbox = socket.socket(type=socket.SOCK_DGRAM)
    mailbox.bind((sys.argv[1], int(sys.argv[2])))
    mailbox.setblocking(False)
    while True:
        letter = poll(mailbox)
        if letter is None:
            time.sleep(0.01)
            continue
        data, sender = letter
        print(f"[{sender[0]}:{sender[1]}] {data.decode()}")
        answer = data.decode().upper() if data.decode().isalpha() else "???"
        mailbox.sendto(answer.encode(), sender)


main()
