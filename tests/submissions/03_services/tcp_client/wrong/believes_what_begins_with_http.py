"""Wrong: looks whether the first line begins with HTTP, and not with HTTP/.

Loses: fails_without_a_good_answer
Says: The first line does not begin with HTTP/
"""
# My web client.  I print every step so that I can see what happens.
import selectors
import socket
import sys


def debug(*things):
    print("DEBUG:", *things, file=sys.stderr)


def wait_for(sock, event):
    sel = selectors.SelectSelector()
    sel.register(sock, event)
    sel.select()
    sel.close()


def get_one_byte(sock):
    # returns b"" if the other side has closed
    while True:
        try:
            return sock.recv(1)
        except BlockingIOError:
            wait_for(sock, selectors.EVENT_READ)


def get_one_line(sock):
    line = b""
    while not line.endswith(b"\r\n"):
        b = get_one_byte(sock)
        if b == b"":
            debug("the connection ended in the middle of", line)
            raise SystemExit(1)
        line = line + b
    return line[:-2]


def get_many_bytes(sock, how_many):
    # all of them, or the program ends
    space = bytearray(how_many)
    filled = 0
    while filled < how_many:
        try:
            n = sock.recv_into(memoryview(space)[filled:], min(how_many - filled, 100000))
        except BlockingIOError:
            wait_for(sock, selectors.EVENT_READ)
            continue
        if n == 0:
            debug("only", filled, "of", how_many, "bytes have come")
            sys.exit(1)
        filled = filled + n
    return bytes(space)


def get_everything(sock):
    everything = []
    while True:
        try:
            piece = sock.recv(100000)
        except BlockingIOError:
            wait_for(sock, selectors.EVENT_READ)
            continue
        if len(piece) == 0:
            return b"".join(everything)
        everything.append(piece)


def get_chunks(sock):
    pieces = []
    number = 0
    while True:
        size_line = get_one_line(sock)
        if b";" in size_line:
            size_line = size_line[:size_line.index(b";")]
        size_line = size_line.strip(b" \t")
        for character in size_line.decode("latin-1"):
            if character not in "0123456789abcdefABCDEF":
                debug("this is not a size:", size_line)
                sys.exit(1)
        if size_line == b"":
            debug("there is no size")
            sys.exit(1)
        size = int(size_line.decode(), 16)
        number = number + 1
        if size == 0:
            break
        pieces.append(get_many_bytes(sock, size))
        get_many_bytes(sock, 2)
    debug(number, "chunks have come")
    while get_one_line(sock) != b"":
        debug("a trailer")
    return b"".join(pieces)


def get(url):
    debug("the URL is", url)
    without_http = url[len("http://"):]
    where = without_http.find("/")
    host_and_port = without_http[:where]
    path = without_http[where:]
    host = host_and_port.split(":")[0]
    port = int(host_and_port.split(":")[1])
    debug("host", host, "port", port, "path", path)

    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((host, port))
    request = "GET " + path + " HTTP/1.1\r\n"
    request = request + "Host: " + host + ":" + str(port) + "\r\n"
    request = request + "User-Agent: my-client\r\n"
    request = request + "\r\n"
    sock.sendall(request.encode())
    sock.setblocking(False)

    status = 100
    while status < 200:
        first_line = get_one_line(sock)
        debug("first line", first_line)
        if first_line[0:4] != b"HTTP":
            debug("this is not HTTP")
            return 1
        words = first_line.decode("latin-1").split(" ")
        status = int(words[1])
        reason = " ".join(words[2:])
        length = None
        chunked = False
        while True:
            line = get_one_line(sock)
            if line == b"":
                break
            name = line.decode("latin-1").split(":")[0]
            value = line.decode("latin-1")[len(name) + 1:]
            name = name.lower()
            value = value.strip()
            if name == "content-length":
                length = int(value)
            if name == "transfer-encoding":
                if value.lower() == "chunked":
                    chunked = True
    if status == 204 or status == 304:
        body = b""
    elif chunked:
        body = get_chunks(sock)
    elif length is not None:
        body = get_many_bytes(sock, length)
    else:
        body = get_everything(sock)
    sock.close()
    sys.stdout.buffer.write(body)
    if status < 200 or status > 299:
        print(str(status) + " " + reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
