"""Right: a child process talks to the server and hands the answer over in a Pipe.
"""
import multiprocessing
import socket
import sys


def call(host, port, pipe):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(b"hello!")
    pipe.send(s.recv(1024))
    s.close()
    pipe.close()


if __name__ == "__main__":
    mine, yours = multiprocessing.Pipe()
    p = multiprocessing.Process(target=call, args=(sys.argv[1], int(sys.argv[2]), yours))
    p.start()
    yours.close()
    print("my child heard", mine.recv())
    p.join()
    sys.exit(p.exitcode)
