"""Right: a receiver thread prints, a semaphore holds the main thread until it has."""
import socket
import sys
import threading

printed = threading.Semaphore(0)


def receiver(sock):
    while True:
        data, addr = sock.recvfrom(1024)
        print(f"{addr[0]}:{addr[1]} answers {data.decode('utf-8')}", flush=True)
        printed.release()


def main(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("", 0))  # a port is needed before the thread may receive
    threading.Thread(target=receiver, args=(sock,), daemon=True).start()
    for line in sys.stdin.readlines():
        word = line.strip()
        if not word:
            continue
        sock.sendto(word.encode("utf-8"), (host, port))
        printed.acquire()
    print("bye")


main(sys.argv[1], int(sys.argv[2]))
