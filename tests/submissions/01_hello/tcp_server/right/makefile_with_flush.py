"""Right: reads and writes through one makefile object, with a flush.
"""
import socket
import sys


def serve(host, port):
    listener = socket.create_server((host, port))
    conn, (peer_host, peer_port) = listener.accept()
    stream = conn.makefile("rwb")
    heard = stream.read1(1024)
    print("heard:", heard.decode("ascii"), "from", peer_host)
    stream.write(b"hi")
    stream.flush()
    stream.close()
    conn.close()
    listener.close()


if __name__ == "__main__":
    _, host, port = sys.argv
    serve(host, int(port))
