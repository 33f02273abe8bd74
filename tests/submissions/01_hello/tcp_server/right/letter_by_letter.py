"""Right: sends the answer letter by letter, with TCP_NODELAY and small pauses.
"""
import socket
import sys
import time


def serve(host, port):
    server_socket = socket.create_server((host, port), reuse_port=True)
    connection_socket, addr = server_socket.accept()
    connection_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    request = connection_socket.recv(1024).decode()
    print("request =", request)
    answer = "hi"
    for i in range(len(answer)):
        connection_socket.send(answer[i].encode())
        time.sleep(0.1)
    connection_socket.close()
    server_socket.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
