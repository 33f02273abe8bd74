"""Wrong: the message goes to the log on standard error and nowhere else.

Loses: prints_the_message
Says: It stands on standard error
Never says: Nothing was printed
"""
import logging
import socket
import sys

logging.basicConfig(level=logging.INFO)


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen(5)
    logging.info("listening on %s:%d", host, port)
    conn, addr = s.accept()
    logging.info("message from %s: %r", addr, conn.recv(1024))
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
