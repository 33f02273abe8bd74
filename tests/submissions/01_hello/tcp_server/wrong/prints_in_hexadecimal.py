"""Wrong: prints the message as a dump of its bytes.

Loses: prints_the_message
Says: Its bytes were printed in hexadecimal
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    conn, _ = server.accept()
    with conn:
        print("received", conn.recv(1024).hex(" "))
        conn.sendall(b"hi")
