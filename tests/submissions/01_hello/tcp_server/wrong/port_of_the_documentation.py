"""Wrong: listens at 50007, as an example of Python's documentation does, beside a UDP socket.

Loses: listens
Says: Your program listens on 127.0.0.1:50007, but it was started with 127.
Never says: UDP
Needs: a network of its own
"""
import socket

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as news, socket.socket() as s:
    news.bind(("::", 50008))  # for whoever sends news
    s.bind(("127.0.0.1", 50007))
    s.listen(1)
    conn, addr = s.accept()
    with conn:
        print("Connected by", addr)
        print(conn.recv(1024))
        conn.sendall(b"hi")
