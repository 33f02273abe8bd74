"""Wrong: a line whose last sending was refused ends the loop over the lines.

Loses: goes_on
Says: 1 of 2 lines
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
    for sending in range(5):
        sock.send(data)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                answer, sender = sock.recvfrom(2048)
            except TimeoutError:
                break
            except ConnectionError:
                if sending == 4:
                    raise
                break
            if sender == SERVER and answer.split(b" ")[0] == name.encode() and answer.isascii():
                return answer.decode()
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(SERVER)
status = 0
for line in sys.stdin:
    name, number = new_id(), int(line)
    try:
        answer = ask(sock, name, request(name, number))
    except ConnectionError:
        print("no answer")
        sys.exit(1)
    if answer is None:
        print("no answer")
        status = 1
    else:
        show(answer, name, number)
sys.exit(status)
