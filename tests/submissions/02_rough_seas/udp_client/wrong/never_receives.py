"""Wrong: sends its request every tenth of a second, and never receives anything.

Loses: ends_with_status_0, ends_with_status_1, gives_up_after_five, goes_on, prints_the_total, says_no_answer, sends_again, sends_every_line
Says: again and again although it had been answered
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    name = secrets.token_hex(8)
    answered = False
    while not answered:
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        time.sleep(0.1)
