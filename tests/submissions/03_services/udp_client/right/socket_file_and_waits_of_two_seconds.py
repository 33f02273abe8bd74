"""Right: a connected socket as a file, waits of 2 s, prints everything at the end with a pause before."""
import io
import random
import select
import socket
import struct
import sys
import time

time.sleep(0.3)  # a slow start


def labels(name):
    out = io.BytesIO()
    for label in name.split("."):
        out.write(bytes([len(label)]))
        out.write(label.encode())
    out.write(b"\0")
    return out.getvalue()


def name_at(message, place):
    """A list of labels, and the place behind the name; every pointer leads back."""
    found, end, limit = [], None, place
    while message[place]:
        size = message[place]
        if size > 191:
            if end is None:
                end = place + 2
            place = int.from_bytes(message[place : place + 2], "big") - 0xC000
            assert place < limit, "pointer does not lead back"
            limit = place
        else:
            found.append(message[place + 1 : place + size + 1].upper())
            place += size + 1
    return found, end or place + 1


name, host, port = sys.argv[1:4]
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((host, int(port)))
raw = sock.makefile("rwb", buffering=0)
ident = random.randbytes(2)
lines = []
for attempt in range(3):
    try:
        raw.write(ident + struct.pack("!5H", 0x0100, 1, 0, 0, 0) + labels(name) + struct.pack("!2H", 1, 1))
    except OSError:
        pass
    limit = time.monotonic() + 1.95
    message = None
    while time.monotonic() < limit:
        if not select.select([raw], [], [], max(0, limit - time.monotonic()))[0]:
            break
        try:
            data = raw.read(2048)
        except OSError:
            time.sleep(max(0, limit - time.monotonic()))
            break
        if data and data[:2] == ident and name_at(data, 12)[0] == name_at(b"\0" * 12 + labels(name), 12)[0]:
            message = data
            break
    if message:
        break
assert message, "no answer"
assert message[3] & 15 == 0, f"the server says {message[3] & 15}"
place = name_at(message, 12)[1] + 4
current = [label.encode().upper() for label in name.split(".")]
for _ in range(int.from_bytes(message[6:8], "big")):
    owner, place = name_at(message, place)
    kind, _, _, size = struct.unpack("!HHIH", message[place : place + 10])
    place += 10
    if owner == current and kind == 5:
        current = name_at(message, place)[0]
    elif owner == current and kind == 1:
        lines.append(socket.inet_ntoa(message[place : place + size]))
    place += size
assert lines, "no address"
sys.stdout.write("".join(f"{line}\n" for line in lines))
