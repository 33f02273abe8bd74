"""Wrong: asks whether the bytes that came begin with a text.

Loses: answers, hangs_up, ends_with_status_0
Says: Bytes and text were compared
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    connection, address = listener.accept()
    with connection:
        message = connection.recv(1024)
        print("received:", message)
        if not message.startswith("quit"):
            connection.sendall(b"hi")
