"""Right: after the fork the child reads and prints, the parent only waits.
"""
import os
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall(b"hello!")

pid = os.fork()
if pid == 0:
    blob = b""
    while True:
        more = os.read(sock.fileno(), 1024)
        if not more:
            break
        blob += more
    print("child:", blob, flush=True)
    os._exit(0)
else:
    sock.close()
    _, status = os.waitpid(pid, 0)
    sys.exit(os.waitstatus_to_exitcode(status))
