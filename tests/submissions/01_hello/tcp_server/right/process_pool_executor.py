"""Right: a ProcessPoolExecutor does the work.
"""
import socket, sys, os
from concurrent.futures import ProcessPoolExecutor
def fmt(d): return "client said: " + d.decode()
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as ex:
        s = socket.create_server((sys.argv[1], int(sys.argv[2])))
        c,_ = s.accept()
        with c: 
            d = c.recv(1024); print(ex.submit(fmt, d).result()); c.send(b"hi")
