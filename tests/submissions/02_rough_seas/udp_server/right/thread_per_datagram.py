"""Right: a thread for every datagram, and a lock around the total and the memory."""
import re
import socket
import sys
import threading

lock = threading.Lock()
total = 0
answered = {}
FORM = re.compile(r"(\S{1,32}) ADD (-?[0-9]{1,18})")


def work(sock, data, addr):
    global total
    try:
        text = data.decode("ascii")
    except UnicodeError:
        text = ""
    m = FORM.fullmatch(text)
    if m is None or not m.group(1).isprintable():
        sock.sendto(b"ERROR", addr)
        return
    with lock:
        if (addr, m.group(1)) not in answered:
            total += int(m.group(2))
            answered[(addr, m.group(1))] = total
        mine = answered[(addr, m.group(1))]
    sock.sendto((m.group(1) + " " + str(mine)).encode(), addr)


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        threading.Thread(target=work, args=(sock, data, addr), daemon=True).start()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        serve("127.0.0.1", 8080)
    serve(sys.argv[1], int(sys.argv[2]))
