"""Right: two threads per client, one reads and one writes, with a queue.Queue between them."""
import queue
import socket
import struct
import sys
import threading


def reader(conn, answers):
    stream = conn.makefile("rb", buffering=1 << 20)
    try:
        while True:
            header = stream.read(4)
            if len(header) != 4:
                break
            size = struct.unpack(">I", header)[0]
            if size > 1 << 24:
                conn.shutdown(socket.SHUT_RDWR)
                break
            body = stream.read(size)
            if len(body) != size:
                break
            answers.put(body[::-1])
    except OSError as error:
        print("reader:", error)
    finally:
        answers.put(None)


def writer(conn, answers):
    try:
        while (body := answers.get()) is not None:
            conn.sendall(struct.pack(">I", len(body)))
            conn.sendall(body)
    except OSError as error:
        print("writer:", error)


def client(conn):
    answers = queue.Queue()
    answers.put(b"ready " + socket.gethostname().encode())
    threads = [threading.Thread(target=f, args=(conn, answers)) for f in (reader, writer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    conn.close()


def serve(listener):
    listener.listen()
    while True:
        conn, _ = listener.accept()
        threading.Thread(target=client, args=[conn], daemon=True).start()


if __name__ == "__main__":
    if len(sys.argv) == 2:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(sys.argv[1])
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        listener = socket.socket()
        listener.bind((host, int(port)))
    serve(listener)
