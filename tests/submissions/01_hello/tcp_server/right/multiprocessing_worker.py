"""Right: the accepted socket is given to a multiprocessing.Process.
"""
import multiprocessing as mp
import socket
import sys


def worker(conn, peer):
    data = conn.recv(1024)
    print(f"{mp.current_process().name}: {peer[0]}:{peer[1]} sent {data!r}")
    conn.sendall(b"hi")
    conn.close()


if __name__ == "__main__":
    HOST, PORT = sys.argv[1], int(sys.argv[2])
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((HOST, PORT))
        server.listen(3)
        conn, peer = server.accept()
        job = mp.Process(target=worker, args=(conn, peer))
        job.start()
        conn.close()            # the worker has its own copy
        job.join()
    sys.exit(job.exitcode)
