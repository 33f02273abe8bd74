"""Wrong: keeps the rest of a chunk only if a whole length is in it.

Loses: takes_fragments
Says: with it the beginning of the next
"""
import os, socket, struct, sys, threading, time
LIMIT = 16 * 1024 * 1024

def recv_exactly(conn, count):
    data = b""
    while len(data) < count:
        chunk = conn.recv(count - len(data))
        if not chunk:
            raise EOFError("the client has left")
        data += chunk
    return data

def send_frame(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)

def talk(conn):
    send_frame(conn, f"ready {socket.gethostname()}".encode())
    buf = b""
    while True:
        while len(buf) < 4:
            d = conn.recv(4096)
            if not d: return
            buf += d
        while len(buf) >= 4:
            n = struct.unpack("!I", buf[:4])[0]
            if n > LIMIT: return
            while len(buf) < 4 + n:
                d = conn.recv(65536)
                if not d: return
                buf += d
            send_frame(conn, buf[4:4+n][::-1])
            buf = buf[4+n:]
        buf = b""

def serve(*address):
    if len(address) == 2:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address[0], int(address[1])))
    else:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address[0])
    listener.listen()
    while True:
        conn, peer = listener.accept()
        with conn:
            try:
                talk(conn)
            except (OSError, EOFError) as error:
                print("gone:", error)

if __name__ == "__main__":
    serve(*(sys.argv[1:] or ["127.0.0.1", "8898"]))
