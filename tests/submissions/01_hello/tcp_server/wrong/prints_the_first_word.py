"""Wrong: takes what it receives apart, and prints the first word only.

Loses: prints_the_message
Says: Only its first word was printed
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as server:
        conn, _ = server.accept()
        with conn:
            command, *arguments = conn.recv(1024).decode().split()
            print("received", command)
            conn.sendall(b"hi")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
