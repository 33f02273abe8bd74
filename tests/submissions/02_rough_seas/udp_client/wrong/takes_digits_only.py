"""Wrong: takes an answer only if isdigit() is true of its total.

Loses: prints_the_total
Says: no answer`, although
"""
import itertools
import socket
import sys
import time

SERVER = (sys.argv[1], int(sys.argv[2]))
ids = itertools.count(1)


def request(name, number):
    return f"{name} ADD {number}".encode()


def new_id():
    return f"m{next(ids)}"


def show(answer, name, number):
    print(answer.split(" ")[1])


def ask(sock, name, data):
    for _ in range(5):
        sock.sendto(data, SERVER)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                answer, sender = sock.recvfrom(2048)
            except TimeoutError:
                break
            if sender == SERVER and answer.split(b" ")[0] == name.encode() and answer.split(b" ")[-1].isdigit():
                return answer.decode()
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for line in sys.stdin:
    name, number = new_id(), int(line)
    answer = ask(sock, name, request(name, number))
    if answer is None:
        print("no answer")
        status = 1
    else:
        show(answer, name, number)
sys.exit(status)
