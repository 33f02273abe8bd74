"""Wrong: a reset ends it quietly, with status 0.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: raises ConnectionResetError
"""
import os, socket, struct, sys, threading, time

def recv_exactly(sock, n):
    data = b""
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if piece == b"":
            sys.exit("the server hung up")
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
    sock = dial(sys.argv[1:] or ["127.0.0.1", "8898"])
    with sock:
        print(recv_frame(sock).decode("utf-8"))
        for line in sys.stdin:
            line = line.removesuffix("\n")
            send_frame(sock, line.encode("utf-8"))
            print(recv_frame(sock).decode("utf-8"))

if __name__ == "__main__":
    try:
        main()
    except (ConnectionResetError, BrokenPipeError):
        print("the server has gone")
