"""Right: recvfrom and sendto on the connected TCP socket, as in UDP.
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    s.bind((host, port))
    s.listen(2)
    conn, addr = s.accept()
    msg, nobody = conn.recvfrom(1024)       # nobody: TCP tells no address here
    print(msg.decode(), addr, nobody)
    conn.sendto(b"hi", addr)
    conn.close()
    s.close()


serve(sys.argv[1], int(sys.argv[2]))
