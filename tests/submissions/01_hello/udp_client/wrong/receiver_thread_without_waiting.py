"""Wrong: a thread prints the replies, but the main thread does not wait for it between the lines.

Loses: waits_for_each_reply
Says: before the answer to the last one had come
"""
import socket
import sys
import threading


def receiver(sock, expected):
    for _ in range(expected):
        print(sock.recv(1024).decode("utf-8"))


def main():
    lines = [line.strip() for line in sys.stdin if line.strip()]
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect((sys.argv[1], int(sys.argv[2])))
    thread = threading.Thread(target=receiver, args=(sock, len(lines)))
    thread.start()
    for line in lines:
        sock.send(line.encode("utf-8"))
    thread.join()


main()
