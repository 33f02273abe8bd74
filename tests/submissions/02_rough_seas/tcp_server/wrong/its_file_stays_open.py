"""Wrong: the file of makefile() is not closed, so the connection stays open until the next one.

Loses: answers_after_half_close, refuses_absurd_lengths
Says: each file from makefile()
"""

import sys, socket, struct

MAX = 16 * 1024 * 1024

def frames(stream, conn):
    while 1:
        head = stream.read(4)
        if head == b'':
            return
        if len(head) != 4:
            raise EOFError('only %d bytes of a length' % len(head))
        n = struct.unpack('>I', head)[0]
        if n > MAX:
            raise EOFError('%d bytes are too many' % n)
        body = stream.read(n)
        if len(body) != n:
            raise EOFError('only %d of %d bytes' % (len(body), n))
        yield body

def put(conn, body):
    conn.sendall(struct.pack('>I', len(body)) + body)

args = sys.argv[1:]
if args == []:
    args = ['127.0.0.1', '8898']
if len(args) == 1:
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.bind(args[0])
else:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind((args[0], int(args[1])))
door.listen(5)
sys.stderr.write('listening at %r\n' % (args,))

while 1:
    conn, who = door.accept()
    stream = conn.makefile('rb')
    try:
        try:
            put(conn, ('ready %s' % socket.gethostname()).encode('utf-8'))
            for body in frames(stream, conn):
                put(conn, body[::-1])
        except (EOFError, OSError):
            sys.stderr.write('gone: %s\n' % (sys.exc_info()[1],))
    finally:
        conn.close()
