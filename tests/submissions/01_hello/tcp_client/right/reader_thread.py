"""Right: a non-daemon thread reads and prints while the main thread sends and returns.
"""
import socket
import sys
import threading


def ear(sock):
    text = ""
    while True:
        data = sock.recv(1024)
        if not data:
            break
        text += data.decode()
    print("<<<", text)
    sock.close()


def talk(host, port):
    sock = socket.socket()
    sock.connect((host, port))
    threading.Thread(target=ear, args=[sock]).start()
    print(">>> hello!")
    sock.sendall(b"hello!")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
