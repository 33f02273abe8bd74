"""Right: replaces sys.stdout by a block-buffered one, which is flushed only when the program ends."""
import io
import socket
import sys

sys.stdout = io.TextIOWrapper(
    open(1, "wb", buffering=1 << 20, closefd=False),
    encoding="utf-8",
    line_buffering=False,
)

target = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    line = line.strip()
    if not line:
        continue
    sock.sendto(line.encode("utf-8"), target)
    print(sock.recv(1024).decode("utf-8"))
sock.close()
sys.stdout.flush()
