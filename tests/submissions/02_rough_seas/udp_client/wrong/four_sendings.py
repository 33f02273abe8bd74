"""Wrong: range(1, 5) is four sendings.

Loses: gives_up_after_five
Says: 4 times
"""
import select
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0


def wait(name):
    end = time.monotonic() + 0.2
    while True:
        readable = select.select([sock], [], [], max(0.0, end - time.monotonic()))[0]
        if not readable:
            return None
        data, sender = sock.recvfrom(1024)
        try:
            first, total = data.decode().split(" ")
        except ValueError:
            continue
        if sender == server and first == name:
            return total


for serial, line in enumerate(sys.stdin):
    name = "id_" + str(serial)
    for i in range(1, 5):
        sock.sendto("{} ADD {}".format(name, line.strip()).encode(), server)
        total = wait(name)
        if total is not None:
            print(total)
            break
    if total is None:
        print("no answer")
        status = 1
sys.exit(status)
