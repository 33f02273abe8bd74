"""Wrong: is told of a refusal, and takes it for the end of this line's sendings.

Needs: a network of its own
Loses: says_no_answer
Says: did not send its request again where nobody receives | that is no answer, and silence is no answer
"""

import secrets
import socket
import sys
import time


def total_of(data, name):
    words = data.decode("utf-8", "replace").split(" ")
    return words[1] if len(words) == 2 and words[0] == name else None


def ask(client, server, name, number):
    for sending in range(5):
        client.send(f"{name} ADD {number}".encode())
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                data, sender = client.recvfrom(2048)
            except TimeoutError:
                break
            except ConnectionRefusedError:
                return None
            total = total_of(data, name)
            if sender == server and total is not None:
                return total
    return None


server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.connect(server)
status = 0
for line in sys.stdin:
    total = ask(client, server, secrets.token_hex(8), line.strip())
    print("no answer" if total is None else total)
    if total is None:
        status = 1
sys.exit(status)
