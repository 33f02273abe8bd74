"""Wrong: prints a long message in lines of 40 characters.

Loses: takes_1024_bytes
Says: in 26 pieces, with something between them
Never says: Only the beginning | another text
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    conn, _ = server.accept()
    with conn:
        message = conn.recv(1024).decode()
        for at in range(0, len(message), 40):
            print(at, message[at : at + 40])
        conn.sendall(b"hi")
