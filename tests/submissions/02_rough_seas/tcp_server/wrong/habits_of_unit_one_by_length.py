"""Wrong: unit 1's habits. One recv(4) for a length and one recv(n) for its bytes; nothing else was thought of.

Loses: takes_any_bytes, takes_fragments, takes_large_frames, serves_a_unix_socket, survives_broken_clients, refuses_absurd_lengths
Points: 8
Says: Yours got 1 and took it for the whole length | of 70,000 bytes as if they were all
Never says: sandbox
"""

import socket
import struct
import sys


def serve(host, port):
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((host, port))
    server.listen()
    while True:
        connection, address = server.accept()
        text = f"ready {socket.gethostname()}".encode("utf-8")
        connection.sendall(struct.pack(">I", len(text)) + text)
        while True:
            header = connection.recv(4)
            if header == b"":
                break
            length = struct.unpack(">I", header)[0]
            text = connection.recv(length).decode("utf-8")
            answer = text[::-1].encode("utf-8")
            connection.sendall(struct.pack(">I", len(answer)) + answer)
        connection.close()


arguments = sys.argv[1:] or ["127.0.0.1", "8898"]
serve(arguments[0], int(arguments[1]))
