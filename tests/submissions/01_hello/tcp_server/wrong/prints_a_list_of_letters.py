"""Wrong: prints the letters of the message as a list.

Loses: prints_the_message
Says: Its letters and digits were printed, with something else between them
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    conn, _ = server.accept()
    with conn:
        print(list(conn.recv(1024).decode()))
        conn.sendall(b"hi")
