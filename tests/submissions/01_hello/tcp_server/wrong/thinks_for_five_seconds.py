"""Wrong: needs five seconds for its answer, and a step may take three.

Loses: answers
Says: It answered only after 5. | a step may take 3 s | in sleep()
Never says: reads a line | sent nothing
Judged by: answers, hangs_up
"""
import socket
import sys
import time


def think():
    time.sleep(5)
    return b"hi"


with socket.create_server((sys.argv[1], int(sys.argv[2]))) as door:
    guest, _ = door.accept()
    with guest:
        print(guest.recv(1024))
        guest.sendall(think())
