"""Wrong: answers whatever comes with a word.

Loses: gives_the_address, returns_the_id, returns_the_question, sets_the_flags, says_nxdomain, has_nothing_of_other_types, says_notimp, says_formerr
Says: a header alone has 12
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = s.recvfrom(65535)
    print(data)
    s.sendto(b"hello", addr)
