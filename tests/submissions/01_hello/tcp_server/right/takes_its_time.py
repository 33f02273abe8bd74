"""Right: takes two and a half seconds before it answers, before it closes and before it ends.

Judged by: hangs_up, ends_with_status_0
"""
import socket
import sys
import time


def slowly():
    time.sleep(2.5)


server = socket.create_server((sys.argv[1], int(sys.argv[2])))
conn, address = server.accept()
print("somebody says", conn.recv(1024))
slowly()
conn.sendall(b"hi")
slowly()
conn.close()
slowly()
server.close()
