"""Right: recv with MSG_WAITALL does the collecting, star import, old-fashioned formatting."""
from socket import *
from struct import pack, unpack
from sys import argv

if len(argv) == 2:
    s = socket(AF_UNIX, SOCK_STREAM)
    s.bind(argv[1])
else:
    s = socket(AF_INET, SOCK_STREAM)
    s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    if len(argv) > 2:
        s.bind((argv[1], int(argv[2])))
    else:
        s.bind(("127.0.0.1", 8898))
s.listen(5)
print("server is waiting")

while True:
    c, a = s.accept()
    print("got a connection from %s" % (a,))
    try:
        text = "ready %s" % gethostname()
        text = text.encode("utf-8")
        c.sendall(pack("!I", len(text)))
        c.sendall(text)
        while True:
            h = c.recv(4, MSG_WAITALL)
            if len(h) != 4:
                break
            n = unpack("!I", h)[0]
            if n > 16 * 1024 * 1024:
                print("%d is too much" % n)
                break
            if n == 0:
                c.sendall(h)
                continue
            b = c.recv(n, MSG_WAITALL)
            if len(b) != n:
                break
            c.sendall(h + b[::-1])
    except OSError as e:
        print("error: %s" % e)
    c.close()
    print("good bye")
