"""Wrong: answers in ASCII, with references for all other characters.

Loses: keeps_chinese
Says: numbers between &# and ;
Never says: What came has no word of it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = sock.recvfrom(2000)
    text = data.decode()
    print(f"{sender[0]} port {sender[1]} sent {text}", flush=True)
    sock.sendto(text.upper().encode("ascii", "xmlcharrefreplace"), sender)
