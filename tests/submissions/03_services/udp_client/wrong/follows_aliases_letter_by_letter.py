"""Wrong: the alias and the owner of the address have to have the same letters, capital or small.

Loses: passes_over_other_questions
Says: NAME was an alias of | capital and small letters are the same name
"""
import os, queue, socket, sys, threading, re

NAME, SERVER = sys.argv[1].lower(), (sys.argv[2], int(sys.argv[3]))
SECRET = os.urandom(2)
inbox = queue.Queue()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", 0))


def reader():
    while True:
        try:
            data, who = sock.recvfrom(2048)
        except ConnectionError:
            continue
        except OSError:
            return
        if who == SERVER and data.startswith(SECRET) and len(data) > 11:
            inbox.put(data)


def gen_labels(m, i):
    steps = 0
    while (n := m[i]) != 0:
        if n >= 0xC0:
            i = (n << 8 | m[i + 1]) & 0x3FFF
            steps += 1
            if steps > len(m):
                raise RecursionError("pointers in a circle")
        else:
            yield m[i + 1:i + 1 + n].decode("latin-1")
            i += n + 1


def end_of_name(m, i):
    while m[i] != 0:
        if m[i] >= 0xC0:
            return i + 2
        i += m[i] + 1
    return i + 1


def name(m, i):
    return ".".join(gen_labels(m, i))


def is_mine(m):
    return name(m, 12).lower() == NAME if m[4:6] != b"\0\0" else True


def addresses(m):
    if m[3] % 16:
        raise LookupError("RCODE %d" % (m[3] % 16))
    i = 12
    for _ in range(m[4] * 256 + m[5]):
        i = end_of_name(m, i) + 4
    names = {name(m, 12)}
    for _ in range(m[6] * 256 + m[7]):
        owner = name(m, i)
        i = end_of_name(m, i)
        kind = int.from_bytes(m[i:i + 2], "big")
        size = int.from_bytes(m[i + 8:i + 10], "big")
        i += 10
        if owner in names:
            if kind == 5:
                names = {name(m, i)}
            elif kind == 1:
                yield re.sub(r"(\d+), (\d+), (\d+), (\d+)", r"\1.\2.\3.\4", str(list(m[i:i + 4])).strip("[]"))
        i += size


def ask():
    q = SECRET + b"\1\0\0\1\0\0\0\0\0\0"
    for part in NAME.encode().split(b"."):
        q += bytearray([len(part)]) + part
    sock.sendto(q + b"\0\0\1\0\1", SERVER)


def wait(seconds):
    import time
    stop = time.monotonic() + seconds
    while True:
        try:
            m = inbox.get(timeout=max(0, stop - time.monotonic()))
        except queue.Empty:
            return None
        try:
            if is_mine(m):
                return list(addresses(m))
        except (IndexError, RecursionError):
            print("cannot read", m, file=sys.stderr)


threading.Thread(target=reader, daemon=True).start()
found = None
for attempt in 1, 2, 3:
    ask()
    found = wait(1)
    if found is not None:
        break
if not found:
    raise SystemExit("no answer" if found is None else "no address")
print("\n".join(found))
