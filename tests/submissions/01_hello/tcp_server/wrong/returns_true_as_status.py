"""Wrong: the function returns True for success, and sys.exit makes a 1 of it.

Loses: ends_with_status_0
Says: No traceback stands on standard error | if it is called with 1
"""
import socket
import sys


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen(1)
    conn, addr = s.accept()
    try:
        print("<", conn.recv(1024))
        conn.sendall(b"hi")
        return True
    except OSError as e:
        print("failed:", e)
        return False
    finally:
        conn.close()
        s.close()


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], int(sys.argv[2])))
