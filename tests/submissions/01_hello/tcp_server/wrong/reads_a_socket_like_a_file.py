"""Wrong: calls read() on its connection, as on a file.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: A socket has no read.
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    connection, address = listener.accept()
    message = connection.read(1024)
    print(message)
    connection.sendall(b"hi")
    connection.close()
