"""Right: one thread receives, another one answers; a queue lies between them."""
import queue
import socket
import sys
import threading

inbox = queue.Queue()


def receive(sock):
    while True:
        inbox.put(sock.recvfrom(1024))


def postman(sock):
    while True:
        data, addr = inbox.get()
        text = data.decode()
        print("Text:", text)
        print("Sender: %s, %d" % addr)
        sock.sendto(text.upper().encode(), addr)
        inbox.task_done()


if __name__ == "__main__":
    host, port = sys.argv[1:3]
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, int(port)))
    threads = [threading.Thread(target=f, args=(sock,)) for f in (receive, postman)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
