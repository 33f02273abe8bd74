"""Wrong: answers `hi` and then repeats the client's own words.

Loses: answers_hi
Says: the bytes that it had received came back
"""
import socket
import sys


def answer_to(text):
    return f"hi {text}".encode("utf-8")


def serve(host, port):
    listener = socket.create_server((host, port))
    client, _ = listener.accept()
    with listener, client:
        text = client.recv(1024).decode("utf-8")
        print("text:", text)
        client.sendall(answer_to(text))


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
