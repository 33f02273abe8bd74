"""Right: gives up waiting every half second, and waits again.
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
sock.settimeout(0.5)
while True:
    try:
        data, addr = sock.recvfrom(1024)
    except TimeoutError:
        print("still here", flush=True)
        continue
    print(data.decode(), addr)
    sock.sendto(data.decode().upper().encode(), addr)
