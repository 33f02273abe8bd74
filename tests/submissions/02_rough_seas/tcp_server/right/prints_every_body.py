"""Right: prints all that comes and goes, whole megabytes of it, unflushed or not."""
import socket
import sys
import traceback

print("arguments:", sys.argv)


def receive(sock, n):
    answer = b""
    while n > 0:
        data = sock.recv(n)
        print("recv", n, "->", len(data))
        if not data:
            raise Exception("connection is closed")
        answer = answer + data
        n = n - len(data)
    return answer


def talk(sock):
    message = "ready " + socket.gethostname()
    while True:
        if isinstance(message, str):
            message = message.encode("utf-8")
        print("sending", message)
        sock.sendall(len(message).to_bytes(4, "big") + message)
        n = int.from_bytes(receive(sock, 4), "big")
        print("n =", n)
        if n > 16 * 1024 * 1024:
            print("NO!", flush=True)
            return
        message = receive(sock, n)
        print("received", message)
        message = message[::-1]


def serve(host, port=None):
    if port is None:
        s = socket.socket(socket.AF_UNIX)
        s.bind(host)
    else:
        s = socket.socket(socket.AF_INET)
        s.bind(("", int(port)))
    s.listen()
    while True:
        print("-" * 40, flush=True)
        sock, address = s.accept()
        try:
            talk(sock)
        except Exception:
            traceback.print_exc()
        sock.close()


if len(sys.argv) > 1:
    serve(*sys.argv[1:])
else:
    serve("127.0.0.1", 8898)
