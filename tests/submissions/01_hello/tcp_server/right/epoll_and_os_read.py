"""Right: epoll, and os.read / os.write on the bare file descriptor.
"""
import os
import select
import socket
import sys


def serve(host, port):
    s = socket.create_server((host, port), backlog=1)
    ep = select.epoll()
    ep.register(s.fileno(), select.EPOLLIN)
    ep.poll()                              # somebody knocks
    c, _ = s.accept()
    ep.unregister(s.fileno())
    ep.register(c.fileno(), select.EPOLLIN)
    ep.poll()                              # somebody speaks
    blob = os.read(c.fileno(), 1024)
    sys.stdout.write("bytes: %r\n" % (blob,))
    os.write(c.fileno(), b"hi")
    ep.close()
    os.close(c.detach())
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
