"""Wrong: the greeting is sent as plain text, without the four bytes of its length.

Loses: greets
Says: without the length before them
"""
import socket
import struct
import sys
import threading


def recv_exactly(sock, n):
    result = bytearray()
    while len(result) < n:
        piece = sock.recv(n - len(result))
        if not piece:
            raise ConnectionError("closed")
        result += piece
    return bytes(result)


def client_thread(sock):
    try:
        sock.sendall(f"ready {socket.gethostname()}".encode())
        while True:
            length, = struct.unpack("!I", recv_exactly(sock, 4))
            if length > 1 << 24:
                break
            message = recv_exactly(sock, length)
            sock.sendall(struct.pack("!I", length) + message[::-1])
    except OSError as e:
        print(e)
    finally:
        sock.close()


def serve(family, address):
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen()
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=client_thread, args=(sock,), daemon=True).start()


args = sys.argv[1:]
if len(args) == 1:
    serve(socket.AF_UNIX, args[0])
else:
    serve(socket.AF_INET, (args[0], int(args[1])) if args else ("127.0.0.1", 8898))
