"""Wrong: says `hi` as soon as somebody connects, and reads afterwards.

Loses: waits_for_the_client
Says: spoke before the client had said anything
"""
import socket
import sys


def serve(host, port):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
    s.bind((host, port))
    s.listen(1)
    conn, addr = s.accept()
    print("connected:", addr)
    conn.sendall(b"hi")
    print("message:", conn.recv(1024))
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
