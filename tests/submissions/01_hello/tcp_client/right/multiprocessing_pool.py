"""Right: a multiprocessing.Pool talks to the server.
"""
from multiprocessing import Pool
import socket, sys
def w(a):
    with socket.create_connection(a) as s: s.send(b"hello!"); return s.recv(1024)
if __name__=="__main__":
    with Pool(1) as p: print(p.map(w, [(sys.argv[1], int(sys.argv[2]))])[0].decode())
