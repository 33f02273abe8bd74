"""Right: closes its sending side, waits for the server's end, and prints everything then."""
import os, socket, struct, sys, threading, time

def recv_exactly(sock, n):
    data = b""
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if piece == b"":
            raise ConnectionError("the server hung up in the middle of a frame")
        data += piece
    return data

def recv_frame(sock):
    (length,) = struct.unpack("!I", recv_exactly(sock, 4))
    return recv_exactly(sock, length)

def send_frame(sock, body):
    sock.sendall(struct.pack("!I", len(body)) + body)

def dial(args):
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(args[0])
    else:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((args[0], int(args[1])))
    return sock

def main():
    sock = dial(sys.argv[1:])
    out = []
    with sock:
        out.append(recv_frame(sock).decode())
        for line in sys.stdin:
            send_frame(sock, line.removesuffix("\n").encode())
            out.append(recv_frame(sock).decode())
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(100): pass
    print("\n".join(out))

if __name__ == "__main__":
    main()
