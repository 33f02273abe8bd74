"""Wrong: after a datagram that is not the answer it goes to the next of its five sendings.

Loses: strays_cost_no_sending
Says: sent at once when answers with another ID came
"""
import secrets
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.2)
status = 0
for line in sys.stdin:
    name = secrets.token_hex(4)
    for _ in range(5):
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        try:
            data, sender = sock.recvfrom(1024)
            first, total = data.decode().split(" ")
        except (TimeoutError, ValueError):
            continue
        if sender == server and first == name:
            print(total)
            break
    else:
        print("no answer")
        status = 1
sys.exit(status)
