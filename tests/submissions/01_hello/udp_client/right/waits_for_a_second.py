"""Right: waits for a second for each reply, then asks nobody any more about that line."""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as box:
    box.settimeout(1.0)
    for line in sys.stdin:
        text = line.strip()
        if not text:
            continue
        box.sendto(text.encode(), (sys.argv[1], int(sys.argv[2])))
        try:
            answer, _ = box.recvfrom(1024)
        except socket.timeout:
            print("nothing came for", text, file=sys.stderr)
            continue
        print(answer.decode())
