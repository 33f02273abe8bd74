"""Wrong: unit 1's habits. One recv(1024) is taken for one frame; no error is caught, no length refused, no path known.

Loses: takes_frames_in_one_segment, takes_fragments, takes_large_frames, serves_a_unix_socket, survives_broken_clients, refuses_absurd_lengths
Points: 8
Says: what had arrived after the first frame is lost | Yours got the first byte of a length | the first 1,020 of 70,000 bytes as if they were all
Never says: unpack() | sandbox
"""

import socket
import sys


def frame(data):
    return len(data).to_bytes(4, "big") + data


def serve(host, port):
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((host, port))
    server.listen()
    while True:
        connection, address = server.accept()
        print("client from", address)
        greeting = "ready " + socket.gethostname()
        connection.sendall(frame(greeting.encode()))
        while True:
            data = connection.recv(1024)
            if not data:
                break
            length = int.from_bytes(data[:4], "big")
            message = data[4 : 4 + length]
            print(message)
            connection.sendall(frame(message[::-1]))
        connection.close()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve(sys.argv[1], int(sys.argv[2]))
    else:
        serve("127.0.0.1", 8898)
