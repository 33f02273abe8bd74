"""Wrong: sends the number alone, and takes it for the ID as well.

Loses: sends_a_request, uses_new_ids
Says: the number alone
"""
import socket
import sys
import time

SERVER = (sys.argv[1], int(sys.argv[2]))


def request(name, number):
    return name.encode()


def show(answer, name, number):
    print(answer.split(" ")[-1])


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
            if sender == SERVER and answer.startswith(name.encode() + b" ") and answer.isascii():
                return answer.decode()
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for line in sys.stdin:
    name, number = line.strip(), int(line)
    answer = ask(sock, name, request(name, number))
    if answer is None:
        print("no answer")
        status = 1
    else:
        show(answer, name, number)
sys.exit(status)
