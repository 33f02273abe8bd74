"""Wrong: unit 1's server with a sum: each datagram is new, and whatever int() takes is a number.

Loses: counts_a_request_once, repeats_its_answer, refuses_near_misses, refuses_what_is_not_ascii
Points: 8
Says: was added already | It was added once more | which is not ASCII
"""

import socket
import sys


def serve(host, port):
    total = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((host, port))
        while True:
            data, sender = server.recvfrom(1024)
            try:
                name, verb, number = data.decode("utf-8").split()
                if verb != "ADD":
                    raise ValueError
                total += int(number)
                answer = f"{name} {total}"
            except ValueError:
                answer = "ERROR"
            print(data, "from", sender, "gets", answer)
            server.sendto(answer.encode("utf-8"), sender)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
