"""Wrong: the page is over to it if the line end after a chunk does not come.

Loses: fails_at_a_cut_body
Says: after the bytes of a chunk, and neither the line end
Never says: inside a chunk|after a whole chunk
"""

# sends the request in pieces and closes its sending side; io.BufferedReader; status line always on stderr
import io, os, re, socket, sys

def main(url):
    host, port, rest = re.match(r"http://([\d.]+):(\d+)(.*)$", url).groups()
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.settimeout(60)
    s.connect((host, int(port)))
    s.sendall(b"GET ")
    s.sendall(rest.encode())
    s.sendall(b" HTTP/1.1\r\nAccept: */*\r\n")
    s.sendall(f"HOST:{host}:{port}\r\nUser-Agent: me\r\nAccept-Encoding: identity\r\n\r\n".encode())
    s.shutdown(socket.SHUT_WR)
    f = io.BufferedReader(socket.SocketIO(s, "r"), 65536)
    while True:
        start = f.readline()
        assert start.startswith(b"HTTP/"), start
        status = int(start.split()[1])
        headers = [h.rstrip(b"\r\n").split(b":", 1) for h in iter(f.readline, b"\r\n")]
        headers = {k.lower(): v.strip() for k, v in headers}
        if status // 100 != 1:
            break
    print("*", start.decode("latin-1").strip(), file=sys.stderr)

    def out(data):
        while data:
            data = data[os.write(1, data):]

    def need(n):
        data = f.read(n)
        if len(data) != n:
            raise EOFError("cut")
        return data

    if status not in (204, 304):
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            while True:
                size = f.readline()
                m = re.match(rb"([0-9a-f]+)[ \t]*(;|\r\n)", size, re.I)
                assert m, size
                n = int(m[1], 16)
                if not n:
                    break
                out(need(n))
                if len(f.read(2)) < 2:
                    break
            pass
        elif b"content-length" in headers:
            out(need(int(headers[b"content-length"])))
        else:
            while b := f.read1():
                out(b)
    return 0 if status // 100 == 2 else 1

sys.exit(main(sys.argv[1]))
