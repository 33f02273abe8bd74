"""Wrong: reads with MSG_PEEK, so the message is still unread when it closes.

Loses: hangs_up
Says: were never read
"""
import socket
import sys
import time


def serve(host, port):
    door = socket.create_server((host, port))
    conn, addr = door.accept()
    print("message:", conn.recv(1024, socket.MSG_PEEK).decode())
    conn.sendall(b"hi")
    time.sleep(0.3)             # let the answer travel
    conn.close()
    door.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
