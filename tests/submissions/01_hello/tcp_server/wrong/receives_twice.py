"""Wrong: receives a name and then a message, and the client says everything in one piece.

Loses: answers
Says: once another byte had come: it waits for more than the client says | It waits in recv()
Never says: reads a line
"""
import socket
import sys


def serve(host, port):
    listener = socket.create_server((host, port))
    conn, _ = listener.accept()
    name = conn.recv(1024).decode()
    print("name:", name, flush=True)
    message = conn.recv(1024).decode()
    print("message:", message)
    conn.sendall(b"hi")
    conn.close()
    listener.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
