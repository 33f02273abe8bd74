"""Wrong: closes at the end of the stream though answers still wait to be sent.

Loses: answers_after_half_close
Says: closed its sending side
"""
import selectors, socket, sys
sel = selectors.DefaultSelector()
def main(a):
    if len(a) == 2:
        l = socket.create_server((a[0], int(a[1])))
    else:
        l = socket.socket(socket.AF_UNIX); l.bind(a[0]); l.listen()
    l.setblocking(False)
    sel.register(l, 1, None)
    while True:
        for key, ev in sel.select():
            if key.data is None:
                c, _ = l.accept(); c.setblocking(False)
                st = {"in": b"", "out": bytearray()}
                g = ("ready " + socket.gethostname()).encode()
                sel.register(c, 1, st)
                try: put(c, st, g)
                except OSError: drop(c)  # it went at once
            else:
                try: client(key.fileobj, key.data, ev)
                except OSError: drop(key.fileobj)
def drop(c):
    try: sel.unregister(c)
    except KeyError: pass
    c.close()
def put(c, st, b):
    st["out"] += len(b).to_bytes(4, "big") + b
    flush(c, st)
def flush(c, st):
    try:
        n = c.send(st["out"]); del st["out"][:n]
    except BlockingIOError: pass
    sel.modify(c, 3 if st["out"] else 1, st)
def client(c, st, ev):
    if ev & 2: flush(c, st)
    if ev & 1:
        d = c.recv(65536)
        if not d: return drop(c)
        st["in"] += d
        while len(st["in"]) >= 4:
            n = int.from_bytes(st["in"][:4], "big")
            if n > 1 << 24: return drop(c)
            if len(st["in"]) < 4 + n: return
            b, st["in"] = st["in"][4:4+n], st["in"][4+n:]
            put(c, st, b[::-1])
main(sys.argv[1:])
