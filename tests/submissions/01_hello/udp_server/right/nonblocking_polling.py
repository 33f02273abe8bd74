"""Right: a non-blocking socket that is polled, with a short nap between the tries."""
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
        mailbox.sendto(data.decode().upper().encode(), sender)


main()
