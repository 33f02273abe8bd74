"""Wrong: strips white space off the end of each answer.

Loses: prints_the_addresses
Says: the last byte is 0x20, a blank in a text
"""
import os
import select
import socket
import sys
import time

TRIES = 3
PAUSE = 1.25


def die(why):
    sys.stderr.write('udp_client: %s\n' % (why,))
    sys.exit(1)


def make_query(name):
    q = os.urandom(2) + b'\001\000\000\001' + b'\000' * 6
    for part in name.split('.'):
        q += bytearray([len(part)]) + part.encode('ascii')
    return bytes(q + b'\000\000\001\000\001')


def word(m, i):
    return m[i] * 256 + m[i + 1]


def skip_or_read(m, i):
    # returns (list of labels, index of the next field)
    labels = []
    next_field = None
    seen = []
    while m[i] != 0:
        if m[i] >= 192:
            if next_field is None:
                next_field = i + 2
            i = (m[i] - 192) * 256 + m[i + 1]
            if i in seen:
                raise ValueError('pointers in a circle')
            seen.append(i)
        else:
            labels.append(m[i + 1:i + 1 + m[i]].lower())
            i = i + 1 + m[i]
    if next_field is None:
        next_field = i + 1
    return labels, next_field


def is_ours(m, query):
    if len(m) < 12 or m[0:2] != query[0:2]:
        return False
    if word(m, 4) != 1:
        return False
    mine, end = skip_or_read(query, 12)
    theirs, i = skip_or_read(m, 12)
    return mine == theirs and m[i:i + 4] == query[end:end + 4]


def print_answer(m):
    code = m[3] & 15
    if code == 3:
        die('there is no such name')
    if code != 0:
        die('the server reports error %d' % code)
    name, i = skip_or_read(m, 12)
    i = i + 4
    lines = []
    for n in range(word(m, 6)):
        owner, i = skip_or_read(m, i)
        rtype = word(m, i)
        rclass = word(m, i + 2)
        size = word(m, i + 8)
        i = i + 10
        if owner == name and rclass == 1 and rtype == 5:
            name = skip_or_read(m, i)[0]
        if owner == name and rclass == 1 and rtype == 1 and size == 4:
            lines.append('%d.%d.%d.%d\n' % (m[i], m[i + 1], m[i + 2], m[i + 3]))
        i = i + size
    if not lines:
        die('there is no address')
    sys.stdout.write(''.join(lines))


def main(name, host, port):
    query = make_query(name)
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect((host, port))
    for n in range(TRIES):
        try:
            s.send(query)
        except socket.error as e:
            die(e)
        end = time.time() + PAUSE
        while 1:
            rest = end - time.time()
            if rest <= 0:
                break
            if not select.select([s], [], [], rest)[0]:
                break
            try:
                m = s.recv(65535).rstrip()
            except socket.error as e:
                die(e)
            try:
                if is_ours(m, query):
                    print_answer(m)
                    return 0
            except (IndexError, ValueError) as e:
                sys.stderr.write('passed over: %s\n' % e)
    die('no answer')


if __name__ == '__main__':
    NAME = sys.argv[1] if len(sys.argv) > 1 else 'www.example.com'
    HOST = sys.argv[2] if len(sys.argv) > 2 else '127.0.0.1'
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    sys.exit(main(NAME, HOST, PORT))
