"""Wrong: prints the upper-case text but never sends it.

Loses: answers
Says: in capitals was printed, and no datagram with it came
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((host, port))
    while True:
        msg, client = s.recvfrom(1024)
        msg = msg.decode('utf-8')
        print('message:', msg, 'client:', client)
        answer = msg.upper()
        print('answer:', answer)


serve(sys.argv[1], int(sys.argv[2]))
