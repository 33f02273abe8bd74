"""Wrong: prints the words of the message in the order of the alphabet.

Loses: prints_the_message
Says: All of its words were printed, but not as they stand
Never says: Only the beginning
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    conn, _ = server.accept()
    with conn:
        print(sorted(conn.recv(1024).decode().split()))
        conn.sendall(b"hi")
