"""Right: counter as ID; shows on standard output what it passes over, and when it sends again."""
import socket
import sys
import time


def talk(host, port):
    server = (host, port)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    print("my socket is", sock)
    count = 0
    lost = 0
    for line in sys.stdin:
        count += 1
        print("line", count, "is", repr(line))
        name = "n" + str(count)
        request = name + " ADD " + line.strip()
        total = None
        for sending in range(1, 6):
            print("sending number", sending, request)
            sock.sendto(request.encode(), server)
            deadline = time.monotonic() + 0.2
            while total is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    print("no answer yet ...")
                    break
                sock.settimeout(left)
                try:
                    data, addr = sock.recvfrom(1024)
                except socket.timeout:
                    continue
                print("got", data, "from", addr)
                text = data.decode("utf-8", "replace")
                if addr != server:
                    print("a stranger says:", text)
                elif text.split(" ")[0] != name or "\ufffd" in text or " " not in text:
                    print("stray:", text)
                else:
                    total = text.split(" ")[1]
            if total is not None:
                break
        if total is None:
            lost += 1
            print("no answer")
        else:
            print("the total is", total)
    print(count, "lines,", lost, "lost")
    sys.exit(1 if lost else 0)


talk(sys.argv[1], int(sys.argv[2]))
