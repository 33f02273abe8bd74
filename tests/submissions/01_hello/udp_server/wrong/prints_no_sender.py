"""Wrong: prints the text but not who sent it.

Loses: prints_the_sender
Says: Neither of the two was printed
"""
import sys
import threading
from socket import AF_INET, SOCK_DGRAM, socket


def work(sock, data, who):
    words = data.decode()
    print("somebody said:", words)
    sock.sendto(words.upper().encode(), who)


sock = socket(AF_INET, SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, who = sock.recvfrom(1024)
    threading.Thread(target=work, args=(sock, data, who)).start()
