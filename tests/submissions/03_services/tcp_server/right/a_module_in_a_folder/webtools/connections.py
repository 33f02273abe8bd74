import socket
import threading

from webtools.messages import BadRequest, Request, response


class Connection(threading.Thread):
    def __init__(self, sock, folder):
        super().__init__(daemon=True)
        self.sock, self.folder, self.rest = sock, folder, b""

    def run(self):
        try:
            while self.step():
                pass
        except OSError:
            pass
        self.sock.close()

    def read_head(self):
        while True:
            head, found, rest = self.rest.partition(b"\r\n\r\n")
            if len(head) > 16384:
                raise BadRequest(431)
            if found:
                self.rest = rest
                return head
            more = self.sock.recv(65536)
            if not more:
                return None
            self.rest += more

    def step(self):
        try:
            head = self.read_head()
            if head is None:
                return False
            request = Request(head)
        except BadRequest as error:
            self.sock.sendall(response(error.status, b"", close=True))
            return False
        found = self.folder.open(request.target)
        if found is None:
            answer = response(404, b"not found")
        elif request.method not in ("GET", "HEAD"):
            answer = response(405, b"", allow="GET, HEAD")
        else:
            answer = response(200, found[0], content_type=found[1])
        if request.method == "HEAD":
            answer = answer[: answer.index(b"\r\n\r\n") + 4]
        self.sock.sendall(answer)
        return not request.is_last


def serve_forever(host, port, folder):
    with socket.create_server((host, port), backlog=socket.SOMAXCONN) as listener:
        while True:
            Connection(listener.accept()[0], folder).start()
