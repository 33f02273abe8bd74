"""Wrong: receives and sends on the listening socket, not on the accepted one.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: a second socket: talk on that one
"""
import socket
import sys


def serve(host, port):
    sock = socket.create_server((host, port))
    sock.accept()
    print("somebody is here")
    message = sock.recv(1024)
    print(message)
    sock.send(b"hi")
    sock.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
