"""Wrong: counts its clients in a name that the function does not have.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: has no value yet where it is used: a name that a function assigns anywhere is the
"""
import socket
import sys

clients = 0


def serve(host, port):
    with socket.create_server((host, port)) as listener:
        connection, address = listener.accept()
        clients += 1
        print("client", clients, connection.recv(1024))
        connection.sendall(b"hi")
        connection.close()


serve(sys.argv[1], int(sys.argv[2]))
