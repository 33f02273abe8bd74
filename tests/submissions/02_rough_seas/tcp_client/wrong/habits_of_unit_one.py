"""Wrong: unit 1's habits. One recv(1024) is taken for one frame; an end is not looked for, no path known.

Loses: takes_fragments, sends_lines_as_they_are, fails_without_a_greeting, fails_at_a_cut_reply, uses_a_unix_socket
Points: 9
Says: Yours got the first byte of a length
Never says: sandbox
"""

import socket
import sys


def talk(host, port):
    client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    client.connect((host, port))
    greeting = client.recv(1024)
    print(greeting[4:].decode())
    for line in sys.stdin:
        data = line.strip().encode()
        client.sendall(len(data).to_bytes(4, "big") + data)
        reply = client.recv(1024)
        print(reply[4:].decode())
    client.close()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        talk(sys.argv[1], int(sys.argv[2]))
    else:
        talk("127.0.0.1", 8898)
