"""Right: a forked child answers, the parent closes its copy and hands on the child's status.
"""
import os
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8898

sock = socket.socket()
sock.bind((host, port))
sock.listen()
client, addr = sock.accept()

pid = os.fork()
if pid == 0:
    sock.close()
    msg = client.recv(1024)
    print("child", os.getpid(), "got", msg, flush=True)
    client.sendall(b"hi")
    client.close()
    os._exit(0)

client.close()
_, status = os.waitpid(pid, 0)
sock.close()
sys.exit(os.waitstatus_to_exitcode(status))
