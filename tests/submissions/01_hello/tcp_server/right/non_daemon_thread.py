"""Right: the main thread returns at once, a non-daemon thread finishes the work.
"""
import socket
import sys
import threading


def talk_with(conn, addr):
    with conn:
        text = str(conn.recv(1024), "utf-8")
        print(text)
        conn.send("hi".encode())
    print("finished with", addr)


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind((host, port))
    s.listen(1)
    conn, addr = s.accept()
    s.close()
    threading.Thread(target=talk_with, args=(conn, addr)).start()
    print("main thread: my work is done")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
