"""Wrong: takes the suffix from the first dot of the whole path.

Loses: says_the_type
Says: what stands after the last / of its path
"""
import os
import selectors
import socket
import sys
from urllib.parse import unquote

LIMIT = 16384
TYPES = {'html': 'text/html', 'txt': 'text/plain', 'css': 'text/css', 'png': 'image/png',
         'jpg': 'image/jpeg', 'json': 'application/json', 'pdf': 'application/pdf'}
selector = selectors.DefaultSelector()


def build(status, reason, body, kind='text/plain', head_only=False, more=()):
    lines = ['HTTP/1.1 %d %s' % (status, reason), 'Server: tiny',
             'Content-Length: %d' % len(body), 'Content-Type: ' + kind]
    lines.extend(more)
    data = ('\r\n'.join(lines) + '\r\n\r\n').encode('latin-1')
    return data if head_only else data + body


def lookup(root, target):
    name = unquote(target.split('?', 1)[0])
    if name.endswith('/'):
        name += 'index.html'
    try:
        real = os.path.realpath(root + '/' + name)
        if not real.startswith(root.rstrip('/') + '/') or not os.path.isfile(real):
            return None
        with open(real, 'rb') as f:
            return real, f.read()
    except (OSError, ValueError):
        return None


class Client:
    def __init__(self, sock, root):
        self.sock = sock
        self.root = root
        self.inbox = b''
        self.outbox = memoryview(b'')
        self.closing = False
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ, self)

    def drop(self):
        selector.unregister(self.sock)
        self.sock.close()

    def wake(self, mask):
        try:
            if mask & selectors.EVENT_READ:
                data = self.sock.recv(65536)
                if not data:
                    self.drop()
                    return
                self.inbox += data
            while True:
                self.flush()
                if self.outbox:
                    break
                if self.closing:
                    self.drop()
                    return
                if not self.next_request():
                    break
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self.drop()
            return
        wanted = selectors.EVENT_WRITE if self.outbox else selectors.EVENT_READ
        selector.modify(self.sock, wanted, self)

    def flush(self):
        while self.outbox:
            try:
                n = self.sock.send(self.outbox[:262144])
            except (BlockingIOError, InterruptedError):
                return
            self.outbox = self.outbox[n:]

    def next_request(self):
        end = self.inbox.find(b'\r\n\r\n')
        if end > LIMIT or (end < 0 and len(self.inbox) > LIMIT):
            self.fail(431, 'Request Header Fields Too Large')
            return True
        if end < 0:
            return False
        head, self.inbox = self.inbox[:end], self.inbox[end + 4:]
        self.answer(head.decode('latin-1').split('\r\n'))
        return True

    def fail(self, status, reason):
        self.outbox = memoryview(build(status, reason, b'', more=['Connection: close']))
        self.closing = True

    def answer(self, lines):
        words = lines[0].split()
        if len(words) != 3 or words[2][:5] != 'HTTP/':
            self.fail(400, 'Bad Request')
            return
        fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(':')
            fields[name.lower()] = value.strip()
        method, target, version = words
        if version == 'HTTP/1.1' and 'host' not in fields:
            self.fail(400, 'Bad Request')
            return
        self.closing = version == 'HTTP/1.0' or fields.get('connection', '').lower() == 'close'
        more = ['Connection: close'] if self.closing else []
        found = lookup(self.root, target)
        if found is None:
            reply = build(404, 'Not Found', b'not found\n', head_only=method == 'HEAD', more=more)
        elif method not in ('GET', 'HEAD'):
            reply = build(405, 'Method Not Allowed', b'', more=more + ['Allow: GET, HEAD'])
        else:
            path, body = found
            base, dot, suffix = os.path.relpath(path, self.root).partition('.')
            suffix = suffix.lstrip('.')
            kind = TYPES.get(suffix if dot else '', 'application/octet-stream')
            reply = build(200, 'OK', body, kind, method == 'HEAD', more)
        self.outbox = memoryview(reply)


def serve(host, port, root):
    root = os.path.realpath(root)
    listener = socket.create_server((host, port), backlog=256)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ, None)
    while True:
        for key, mask in selector.select():
            if key.data is not None:
                key.data.wake(mask)
                continue
            try:
                sock, _ = listener.accept()
            except OSError:
                continue
            Client(sock, root)


if __name__ == '__main__':
    args = sys.argv[1:] or ['127.0.0.1', '8898', '.']
    serve(args[0], int(args[1]), args[2])
