"""What is told of an uncaught exception: by its text, the line that raised it, and the program."""

import contextlib
import itertools
import linecache
import socket
import struct
import subprocess
import sys
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.failures.diagnosis import deaths, first_contact
from grader.failures.diagnosis.death import UNKNOWN, Around
from grader.failures.diagnosis.deaths import of_death
from grader.failures.tracebacks import last_trace

SERVER = Around(role="server", transport="tcp", address=("127.1.2.3", "2345"))
CLIENT = Around(role="client", transport="tcp", address=("127.1.2.3", "2345"))
UDP_SERVER = Around(role="server", transport="udp", address=("127.1.2.3", "2345"))
UDP_CLIENT = Around(role="client", transport="udp", address=("127.1.2.3", "2345"))
LOOKUP = Around(role="client", transport="udp", address=("127.1.2.3", "2345"), others=("a.test",))
BY_URL = Around(role="client", transport="tcp", address=("http://127.1.2.3:2345/page",))
BY_PATH = Around(role="server", transport="tcp", address=("/scratch/1/meeting-point",))
CLIENT_AGAIN = Around(
    role="client", transport="tcp", address=("127.1.2.3", "2345"), has_connected=True
)
SITE = Around(
    role="server", transport="tcp", address=("127.1.2.3", "2345"), others=("/scratch/1/site-x",)
)
MODULE = Around()

number = itertools.count()


class Fake:
    """A socket whose every call the sandbox refuses, and for which there is no memory."""

    def bind(self, *_):
        raise PermissionError(13, "Permission denied")

    connect = socket = bind

    def refuse(self, path, *_):
        raise PermissionError(13, "Permission denied", path)

    def recv(self, count):
        raise MemoryError


def explained(source, around=UNKNOWN, **names):
    """What is told of the exception that this source ends by, as Python prints it."""
    name = f"/scratch/{next(number)}/program.py"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with contextlib.ExitStack() as stack:
        sock = stack.enter_context(socket.socket())
        peers = [stack.enter_context(each) for each in socket.socketpair()]
        known = {"socket": socket, "struct": struct, "sys": sys, "sock": sock, "pair": peers}
        known |= {"fake": Fake(), "subprocess": subprocess, "__name__": "__main__"}
        try:
            exec(compile(source, name, "exec", dont_inherit=True), {**known, **names})
        except Exception as error:
            text = "".join(traceback.format_exception(error))
        else:
            pytest.fail("nothing was raised")
    trace = last_trace(text, name.rpartition("/")[0], "program.py")
    around = Around(**{**vars(around), "source": source})
    return of_death(trace.exception, trace.detail, trace.statement, around, trace.inside) or ""


OF_SOCKETS = [
    ("sock.accept()", SERVER, "listen() opens the door"),
    ("sock.listen()\nsock.recv(10)", SERVER, "accept() hands you a second socket"),
    ("sock.recv(10)", CLIENT, "a client calls connect() before"),
    ("sock.listen()\nsock.sendall(b'x')", SERVER, "the socket that listens"),
    ("pair[1].close()\none = pair[0]\none.send(b'x')", SERVER, "The client had gone before"),
    (
        "pair[1].close()\none = pair[0]\none.connect\none.send(b'x') # connect()",
        CLIENT_AGAIN,
        "Nobody is at the other end of this socket, or not any more",
    ),
    ("sock.send(b'x')", CLIENT, "was never connected"),
    ("sock.close()\nsock.recv(1)", SERVER, "had been closed"),
    ("sock.close()\nsock.accept()", SERVER, "The socket that listens had been closed"),
    (
        "sock.bind(('127.0.0.1', 0))\nother = socket.socket()\nother.bind(sock.getsockname())",
        SERVER,
        "a socket of its own has them already",
    ),
    (
        "sock.bind(('127.0.0.1', 0))\nother = socket.socket()\nother.bind(sock.getsockname())",
        UDP_CLIENT,
        "are the server's",
    ),
    (
        "sock.bind(('192.0.2.1', 1000))",
        SERVER,
        "binds 192.0.2.1:1000, but it was started with 127.1.2.3 2345. Use the HOST and PORT",
    ),
    ("sock.connect(('127.0.0.1', 1))", CLIENT, "Your program connects to 127.0.0.1:1, but"),
    (
        "port = 1\nsock.connect(('127.0.0.1', port))",
        CLIENT,
        "connects to 127.0.0.1:1, but it was started with 127.1.2.3 2345.",
    ),
    ("HOST = '127.0.0.1'\nsock.connect((HOST, 1 + 0))", CLIENT, "to the host 127.0.0.1, but"),
    ("at = ('127.0.0.1', 1)\nsock.connect(at)", CLIENT, "connects to 127.0.0.1:1, but"),
    (
        "def talk(host, port):\n    sock.connect(('127.0.0.1', 1))\ntalk(sys.argv, 1)",
        CLIENT,
        "Use `host` and `port`, which the stub reads",
    ),
    (
        "def f(HOST):\n    sock.connect((HOST, 1 + 0))\nf('127.0.0.1')",
        CLIENT,
        "a client connects to the HOST and PORT",
    ),
    (
        "HOST = '127.0.0.1'\nif 1: HOST = '127.0.0.2'\nsock.connect((HOST, 1 + 0))",
        CLIENT,
        "a client connects to the HOST and PORT",
    ),
    ("port = int('127.1.2.3')", CLIENT, "HOST first and then PORT"),
    ("port = 1\nsock.connect(('127.0.0.1', port))", SERVER, "a server does not connect()"),
    *(
        (f"sock = {made}\n{call}", UDP_CLIENT, f"`{made}` (line 1) makes {kind}, since the first")
        for made, call, kind in (
            ("socket.socket(socket.SOCK_DGRAM)", "sock.recv(1)", "a TCP socket"),
            (
                "socket.socket(socket.SOCK_STREAM)",
                "sock.bind(('', 1))",
                "a socket of the family AF_UNIX",
            ),
        )
    ),
    ("sock = socket.socket(socket.SOCK_DGRAM)\nsock.recv(1)", CLIENT, "is not connected"),
    ("sock = socket.socket(2, 2)\nsock.send('x')", UDP_CLIENT, "has to be encoded"),
    ("sock = socket.socket()\nsock.recv(1)", UDP_SERVER, "nothing is said of its type: write"),
    (
        "mine = socket.socket(socket.SOCK_DGRAM, socket.AF_INET)\nmine.bind(('127.0.0.1', 0))\nmine.connect(mine.getsockname())\nmine.send(b'')\nmine.recv(1)\nmine.listen()",
        UDP_SERVER,
        "listen() and accept() belong to TCP",
    ),
    (
        "raise ConnectionRefusedError('[Errno 111] Connection refused')",
        UDP_CLIENT,
        "no more than no answer",
    ),
    (
        "kind = 'SOCK_DGRAM'\nraise ConnectionRefusedError('[Errno 111]')  # sock.recv(1024)",
        CLIENT,
        "Its socket is one of UDP",
    ),
    (
        "kind = 'SOCK_DGRAM'\nraise ConnectionRefusedError('[Errno 111]')  # sock.connect(server)",
        CLIENT,
        "Nobody listens where the program knocked",
    ),
    (
        "raise ConnectionRefusedError('[Errno 111] Connection refused')",
        CLIENT_AGAIN,
        "a second connection",
    ),
    (
        "raise FileNotFoundError(2, 'No such file or directory', 'meeting-point')  # os.remove(path)",
        BY_PATH,
        "there is nothing to remove",
    ),
    ("['meeting-point'][1]", BY_PATH, "a path alone has no PORT"),
    ("socket.socket(type=socket.SOCK_DGRAM).listen()", UDP_SERVER, "belong to TCP"),
    ("socket.socket(type=socket.SOCK_DGRAM).listen()", SERVER, "this one is a UDP socket"),
    ("socket.socket(type=socket.SOCK_DGRAM).send(b'x')", UDP_CLIENT, "needs a connected socket"),
    ("pair[0].settimeout(0.001)\npair[0].recv(1)", CLIENT, "while it waited in recv()"),
    (
        "sock.bind(('127.0.0.1', 0))\nsock.listen()\nsock.settimeout(0.001)\nsock.accept()",
        SERVER,
        "it binds 127.0.0.1, and the client comes to 127.1.2.3:2345",
    ),
    ("pair[0].setblocking(False)\npair[0].recv(1)", CLIENT, "not to wait"),
    ("sock.bind(('127.0.0.1', 70000))", SERVER, "0 to 65535"),
    ("open('/no/such/file')", CLIENT, "There is no /no/such/file"),
    ("open('/no-such.txt')", SITE, "what begins with / replaces root"),
    ("open('/scratch/1/site-x/no-such.txt')", SITE, "answer 404"),
    ("open('site-x/no-such.txt')", SITE, "answer 404"),
    ("open('no-such.txt')", SITE, "There is no no-such.txt: a program finds"),
    (
        "raise ConnectionResetError('[Errno 104] Connection reset by peer')",
        SERVER,
        "has to catch it",
    ),
    ("fake.bind(('127.0.0.1', 80))", SERVER, "binds 127.0.0.1:80, but it was started with 127."),
    ("fake.bind(('', port := 80))", SERVER, "which is 127.1.2.3:2345"),
    ("PORT = 80\nfake.bind(('', PORT))", SERVER, "the host '' (every address) and the port 80"),
    ("fake.socket(socket.AF_INET6, socket.SOCK_STREAM)", SERVER, "those of AF_INET"),
    ("fake.bind(('', port := 80))", CLIENT, "A client needs no bind()"),
    ("fake.connect(('127.0.0.1', 80))", CLIENT, "connects to 127.0.0.1:80, but"),
    ("fake.socket(2, 2)", SERVER, "SOCK_STREAM"),
    (
        "raise PermissionError(13, 'Permission denied', '/etc/passwd')",
        SERVER,
        "the file /etc/passwd",
    ),
    ("fake.refuse('/bin/date')", SERVER, "the file /bin/date"),
    ("execvp = fake.refuse\nexecvp('date', ['date'])", SERVER, "not allowed to start date"),
    ("subprocess.run('/')", CLIENT, "not allowed to start /"),
    ("subprocess.Popen(['no-such-program'])", CLIENT, "no program no-such-program"),
    (
        "raise PermissionError('socket.connect: only requests can reach the web here')",
        MODULE,
        "through requests",
    ),
    ("raise PermissionError(1, 'Operation not permitted')", SERVER, "nobody else's"),
    ("sock.recv(1)\nsock.connect(('127.0.0.1', 1))", CLIENT_AGAIN, "or not any more: a client"),
    ("sock.recv(1)", CLIENT_AGAIN, "is not connected: a client calls connect()"),
    ("one = pair[0]\none.shutdown(1)\none.send(b'x')", SERVER, "shutdown() had ended the sending"),
    ("pair[1].close()\npair[0].send(b'x')", MODULE, "Nobody is at the other end"),
    ("raise ConnectionResetError(104, 'reset')", CLIENT, "The other side has reset"),
    ("raise TimeoutError", CLIENT, "time limit ran out while it waited."),
    (
        "fake.connect(('127.0.0.1', 80))",
        Around(role="client"),
        "nobody else's",
    ),
    ("fake.bind(('127.0.0.1', 80))", Around(role="server"), "nobody else's"),
    ("raise socket.gaierror(-2, 'Name or service not known') # 'myhost'", CLIENT, "has no address"),
    (
        "raise socket.gaierror(-2, 'Name or service not known') # 'a.test'",
        LOOKUP,
        "Ask the name server",
    ),
    ("raise socket.gaierror(-9, 'Address family for hostname not supported')", SERVER, "AF_INET"),
]
OF_VALUES = [
    ("pair[0].send('x')", SERVER, "has to be encoded"),
    ("pair[0].send(None)", SERVER, "A value is None"),
    ("sock.sendto(('127.0.0.1', 1), b'x')", UDP_CLIENT, "takes the data first"),
    ("sock.sendto(None, ('127.0.0.1', 1))", UDP_CLIENT, "A value is None"),
    ("b'x'.replace(1, b'')", SERVER, "there is a value of type int"),
    ("import io\nio.BytesIO().write('x')", MODULE, "takes bytes, and this is a str"),
    ("b'a b'.split(' ')", SERVER, "needs bytes where there is text"),
    ("'x' in b'x'", SERVER, "needs bytes where there is text"),
    ("b'x'.startswith('x')", SERVER, "Bytes and text were compared"),
    ("b'x' + 'y'", SERVER, "Bytes and text were added"),
    ("'x' + b'y'", SERVER, "Text and a value of the type bytes"),
    ("'x' + 5", SERVER, "Text and a value of the type int were added."),
    ("b'x' + 5", SERVER, "Bytes and a value of the type int were added."),
    ("1 + 'y'", SERVER, "A number was added to a value of the type str: int()"),
    ("{} + 5.0", SERVER, "A number was added to a value of the type dict."),
    ("''.join([b'x'])", SERVER, "Pieces of bytes"),
    ("b''.join(['x'])", SERVER, "Pieces of text"),
    ("sock.bind('127.0.0.1', 0)", SERVER, "two brackets"),
    ("sock.bind(('127.0.0.1', '0'))", SERVER, "int() makes a number of it"),
    ("pair[0].recv('10')", SERVER, "A number is needed"),
    ("sock.sendto(b'x', '127.0.0.1', 80)", UDP_CLIENT, "one pair"),
    ("sock.bind('127.0.0.1')", SERVER, "one pair, (host, port)"),
    ("socket.create_connection('127.0.0.1', 80)", CLIENT, "it is the first argument"),
    ("host, port = sys.argv", CLIENT, "the name of the program as well"),
    (
        "sys.argv = ['x', 'meeting-point']\nhost, port = sys.argv[1:]",
        BY_PATH,
        "It was run with 1 argument",
    ),
    (
        "pair[1].send(b'abc')\none = pair[0]\na, b = one.recv(3)",
        UDP_SERVER,
        "recvfrom() that tells the sender",
    ),
    ("a, b = 'x'.split()", SERVER, "The text has fewer parts"),
    ("sys.argv = ['x', 'a:b:c']\na, b = sys.argv[1].split(':')", BY_URL, "The text has more parts"),
    ("sys.argv = ['x', 'a']\nsys.argv[1].split('?')[1]", BY_URL, "The text has fewer words"),
    ("'a'.split('?')[1]", BY_URL, "The text has fewer words"),
    ("def work(a): pass\nwork(1, 2)", SERVER, "work() does not take the arguments"),
    ("def work(a): pass\nwork()", SERVER, "work() does not take the arguments"),
    ("socket.socket.accept()", SERVER, "was called on the class"),
    ("None[0]", SERVER, "A value is None"),
    ("a, b = None", SERVER, "A value is None"),
    ("'x'.upper[0]", MODULE, "it was not called"),
    ("sock.revc(10)", SERVER, "There is no revc in it; what looks most like it is recv"),
    ("raise SyntaxError('unknown encoding: utf8mb4')", SERVER, "declares an encoding"),
    (
        "raise OSError('[Errno 99] Cannot assign requested address')",
        CLIENT,
        "A client needs no bind()",
    ),
    ("sock.connect\nraise OSError('[Errno 22] x') # listen()", CLIENT, "does not fit the state"),
    ("async def f(): pass\nc = f()\nc.close()\nc.decode()", SERVER, "called without await"),
    ("async def f(): pass\nc = f()\nc.close()\nlen(c)", SERVER, "called without await"),
    ("async def f(): pass\nc = f()\nc.close()\nb'' + c", SERVER, "called without await"),
    ("async def f(): pass\nc = f()\nc.close()\na, b = c", SERVER, "called without await"),
    ("socket()", SERVER, "A module was called"),
    ("bytes('x')", CLIENT, "told the encoding"),
    ("import json\njson.dumps(b'x')", MODULE, "JSON has no bytes"),
    ("import json\njson.loads('')", MODULE, "is not JSON"),
    ("struct.unpack('!I', b'abc')", SERVER, "than the 4 that the format takes"),
    ("struct.pack('!I', -1)", SERVER, "does not fit the format"),
    ("struct.pack('!H', 70000)", SERVER, "does not fit the format"),
    ("struct.pack('!I', 'x')", SERVER, "something other than a number"),
    ("struct.pack('!I', 1, 2)", SERVER, "room for 1 values, and 2 were given"),
    ("struct.pack('!s', 'x')", SERVER, "takes bytes"),
    ("pair[0].recv(-1)", SERVER, "read as a length"),
    ("pair[0].recv(0 or 1 << 70)", SERVER, "read as a length"),
    ("count = 1 << 40\nfake.recv(count)", SERVER, "read as a length"),
    ("fake.recv(1 << 40)", SERVER, "ask for that many bytes"),
    ("(70000).to_bytes(2, 'big')", CLIENT, "so few bytes"),
    ("b'\\xff'.decode()", CLIENT, "not UTF-8"),
    ("b'\\xe4\\xbd'.decode()", CLIENT, "in the middle of a character"),
    ("b'\\xe4'.decode('ascii')", CLIENT, "decoded as ASCII"),
    ("b'\\xff'.decode('gbk')", CLIENT, "decoded as gbk"),
    ("'你'.encode('latin-1')", CLIENT, "(latin-1)"),
    ("raise EOFError('EOF when reading a line')", SERVER, "Nobody types at a server"),
    ("raise EOFError('EOF when reading a line')", CLIENT, "A client ends quietly"),
    ("headers = {}\nheaders['X-Y']", MODULE, "no header 'X-Y'"),
    ("totals = {}\ntotals['X-Y']", SERVER, "There is no key 'X-Y'"),
    ("sys.argv = ['x']\nsys.argv[1]", SERVER, "argv[0] is the program"),
    ("'x'.split()[3]", SERVER, "fewer words"),
    ("int('x1')", SERVER, "int() was given 'x1'"),
    ("int(b'', 16)", CLIENT, "After the bytes of each chunk comes a line end"),
    ("int('\\r\\n', 16)", CLIENT, "After the bytes of each chunk comes a line end"),
    ("int(b'xyz', 16)", CLIENT, "int() was given b'xyz', which is no number"),
    ("''[0]", Around(role="server", address=("a.sock",)), "it may be empty"),
    ("d = {1: 1}\nfor k in d: d[2] = 1", SERVER, "goes through it"),
    ("def f(): f()\nf()", SERVER, "again and again"),
    ("raise NotImplementedError", MODULE, "still the stub's"),
]
OF_NAMES = [
    ("'x'.json()", MODULE, "This is text, and json belongs to a response"),
    ("import socket\nAF_INET", SERVER, "AF_INET is a name inside the module socket"),
    ("del socket\nsocket.AF_INET", SERVER, "The module socket is used and not imported"),
    ("from socket import AF_INET\ndel socket\nsocket.socket()", SERVER, "not the module itself"),
    ("from socket import *\nsocket.AF_INET", SERVER, "the name socket is the class"),
    ("threading.Thread()", SERVER, "The module threading is used and not imported"),
    ("raw_input()", CLIENT, "a name of Python 2"),
    ("import socket\ndel sys\nsys.argv", SERVER, "The module sys is used and not imported"),
    ("long(7)", CLIENT, "a name of Python 2"),
    ("def f():\n    x += 1\nf()", SERVER, "x has no value yet"),
    ("('x', 1).decode()", SERVER, "This value is a tuple"),
    (
        "def accept(): return sock, ('x', 1)\nclass s: accept = accept\ns.accept().recv(1)",
        SERVER,
        "take it apart",
    ),
    (
        "class s: accept = lambda: (sock, ('x', 1))\npair = s.accept()\npair.recv(1)",
        SERVER,
        "take it apart",
    ),
    (
        "class s: accept = lambda: (sock, ('x', 1))\naddr, c = s.accept()\nc.recv(1)",
        SERVER,
        "accept() gives a socket first",
    ),
    (
        "class s: recvfrom = lambda n: (b'x', ('x', 1))\na, b = s.recvfrom(1)\nb.decode()",
        SERVER,
        "recvfrom() gives the data first",
    ),
    (
        "try: 1 / 0\nexcept ZeroDivisionError as err: pass\nprint(err)",
        MODULE,
        "takes the name away",
    ),
    (
        "def f():\n    try: 1 / 0\n    except ZeroDivisionError as err: pass\n    print(err)\nf()",
        MODULE,
        "takes the name away",
    ),
    ("file('x')", MODULE, "a name of Python 2"),
    ("import urllib.requests", MODULE, "no module urllib.requests"),
    ("import socket\nos.getpid()", MODULE, "The module os is used and not imported"),
    ("'x'.decode()", SERVER, "This is text already"),
    ("b'x'.encode()", SERVER, "These are bytes already"),
    ("b'x'.format()", SERVER, "belongs to text"),
    ("socket.recv(10)", SERVER, "belongs to a socket"),
    ("sock.recieve(10)", SERVER, "looks most like it is recv"),
    ("sock.walk(10)", SERVER, "A socket has no walk"),
    ("import no_such_helper", SERVER, "a file no_such_helper.py of your own"),
    ("import urllib2", MODULE, "urllib.request"),
    ("import SocketServer", SERVER, "a module of Python 2"),
    ("import winreg", SERVER, "on Windows only"),
    ("raise ImportError('win32 only')", SERVER, "on Windows only"),
    ("from socket import nothing_such", SERVER, "has no nothing_such"),
    ("from . import helper", SERVER, "has no dot"),
]


@pytest.mark.parametrize("source, around, says", [*OF_SOCKETS, *OF_VALUES, *OF_NAMES])
def test_death_is_explained_by_its_line_and_program(source, around, says):
    assert says in explained(source, around)


@pytest.mark.parametrize(
    "source, around, never",
    [
        ("socket.walk", SERVER, "A socket has no"),
        ("import asyncio\nasyncio.run(print)", SERVER, "without await"),
        ("raise BrokenPipeError('[Errno 32] Broken pipe')", SERVER, "second socket"),
        ("raise BrokenPipeError('[Errno 32] Broken pipe')", CLIENT, "second socket"),
        ("sock.recv(1)", CLIENT, "accept()"),
        ("sock.recv(1)\nsock.connect(('127.0.0.1', 1))", CLIENT, "the other side"),
        ("sock.send(b'x')\nsock.connect(('127.0.0.1', 1))", CLIENT, "not any more"),
        (
            "pair[1].close()\none = pair[0]\none.send(b'x')  # one.listen(); one, who = one.accept()",
            SERVER,
            "the socket that listens",
        ),
        (
            "def talk(one):\n    one.send(b'x')\npair[1].close()\ntalk(pair[0])  # one.listen()",
            SERVER,
            "the socket that listens",
        ),
        ("sock.close()\nsock.accept()", SERVER, "once more"),
        ("one = pair[0]\none.shutdown(1)\none.send(b'x')", CLIENT_AGAIN, "Nobody is at"),
        ("one = pair[0]\none.shutdown(1)\none.send(b'x')", SERVER, "The client had gone"),
        ("fake.bind(('localhost', 1 + 2344))", SERVER, "bind localhost"),
        ("fake.recv(1 << 40)", SERVER, "read as a length"),
        ("count = 1 << 40\nfake.recv(count)", UDP_SERVER, "read as a length"),
        (
            "sys.argv = ['x', 'y']\nhost, port = sys.argv[1:]",
            BY_PATH,
            "name of the program",
        ),
        ("sock.bind('127.0.0.1')", SERVER, "data first"),
        ("fake.socket(socket.AF_INET6, socket.SOCK_STREAM)", SERVER, "about TCP"),
        (
            "raise ConnectionRefusedError('[Errno 111]')  # sock.connect((host, port))",
            UDP_CLIENT,
            "This UDP socket",
        ),
        ("totals = {}\ntotals['x']", SERVER, "header"),
        ("raise EOFError('the header is cut off')", CLIENT, "Standard input"),
        ("b'\\xe4'.decode('ascii')", SERVER, "not UTF-8"),
        ("raise OSError('[Errno 98] Address already in use')", UDP_CLIENT, "twice"),
        ("undefined", SERVER, "module"),
        ("import socket\ndel sys\nsys.argv", SERVER, "inside the module socket"),
        ("from socket import AF_INET\nundefined", SERVER, "not the module itself"),
        ("print(file)", CLIENT, "Python 2"),
        ("print(token)", CLIENT, "The module"),
        ("''[0]", UDP_CLIENT, "Unix"),
        ("import socket\nos.getpid()", SERVER, "module socket"),
        ("import socket\ntimeout + 1", SERVER, "module socket"),
        ("file + 1", SERVER, "Python 2"),
        ("code.upper()", SERVER, "not imported"),
        ("import code\ndel code\ncode.upper()", SERVER, "not imported"),
        ("if 0: err = 1\ntry: pass\nexcept OSError as err: pass\nprint(err)", SERVER, "takes"),
        ("conn, addr = sock, ('x', 1)\naddr.split() # s.accept()", SERVER, "take it apart"),
        ("import io\nio.BytesIO().write('x')", MODULE, "Sockets"),
        ("def connect(a): pass\nconnect(1, 2)", CLIENT, "bind("),
        ("{1}.clear() or set().pop()", MODULE, "key"),
        (
            "def f(text): pass\nclass r: text = 'x'\nf(r.text)\nr()(r.text)",
            MODULE,
            "text of a response",
        ),
        ("for a, b in 'xyz w'.split(): pass", MODULE, "than the line has names for"),
        ("[][0].split()", MODULE, "fewer words"),
        ("'\xe4\xbd'.encode('latin-1').decode()", MODULE, "recv"),
        ("b'x'.startswith(1)", SERVER, "text were compared"),
        ("[].index[0] + 1", SERVER, "put"),
        ("name, text = 'x'.join('y').split() # recv(1)", SERVER, "recvfrom"),
    ],
)
def test_nothing_false_is_told(source, around, never):
    assert never not in explained(source, around)


@pytest.mark.parametrize("name", ["socket", "requests"])
@pytest.mark.parametrize(
    "text",
    [
        "module '{}' has no attribute 'get'",
        "partially initialized module '{}' has no attribute 'x' (most likely due to a circular import)",
        "cannot import name 'x' from '{}' (/run/{}.py)",
        "No module named '{}.adapters'; '{}' is not a package",
    ],
)
def test_file_that_hides_a_module_is_named(name, text):
    detail = text.replace("{}", name)
    kind = "AttributeError" if "attribute" in text else "ImportError"
    around = Around(files=frozenset([f"{name}.py", "program.py"]))
    assert f"{name}.py beside the program hides" in of_death(kind, detail, "", around)
    assert "hides" not in (of_death(kind, detail) or "")


@pytest.mark.parametrize(
    "module, file",
    [
        ("frames", "frames.py (beyond 64 files or 1 MiB)"),
        ("frames", "frames/__init__.py (a symbolic link)"),
        ("tools.frames", "tools/frames.py (a symbolic link)"),
    ],
)
def test_module_that_was_not_copied_is_not_said_to_be_missing(module, file):
    detail = f"No module named {module!r}"
    for around in (Around(behind=(file,)), Around(behind=("frames.txt (a symbolic link)", file))):
        told = of_death("ModuleNotFoundError", detail, f"import {module}", around)
        assert told == f"Not copied, so not beside the program: {file}."
    others = Around(behind=("frames.txt (a symbolic link)", "old_frames.py (a symbolic link)"))
    assert "Not copied" not in of_death("ModuleNotFoundError", detail, f"import {module}", others)


SYNTAX = [
    ('d = {}\nf"{d["k"]}"', (3, 12), "3.12 and newer"),
    ("x = 1\nf'{', '.join([])}'", (3, 12), "3.12 and newer"),
    ("f'{\"\\n\".join([])}'", (3, 12), "3.12 and newer"),
    ("type X = int", (3, 12), "3.12 and newer"),
    ("def f[T](x): pass", (3, 12), "3.12 and newer"),
    ("class C[T]: pass", (3, 12), "3.12 and newer"),
    ("t = t'{1}'", (3, 14), "3.14 and newer"),
    ("try: pass\nexcept A, B: pass", (3, 14), "3.14 and newer"),
    ("try: pass\nexcept A, error: pass", (3, 14), "Python 2"),
    ("print 'x'", None, "Python 2"),
    ("raise E, 'x'", None, "Python 2"),
    ("if 1 <> 2: pass", None, "Python 2"),
    ("x = 0777", None, "Python 2"),
    ("print（1）", None, "The character （"),
    ("x = “a”", None, "English keyboard"),
    ("def f():\nx = 1", None, "ends with a colon"),
    ("if 1:\n    x = 1\n  y = 2", None, "another column"),
    ("x = 1\n  y = 2", None, "further to the right"),
    ("if 1:\n\tx = 1\n        y = 2", None, "Tabs"),
]


@pytest.mark.parametrize(
    "source", ["f'{x'", "print('t' 5)", "print('it isn\\'t' 5)", "type = = 1", "print(f'{x}' 5)"]
)
def test_a_slip_is_not_taken_for_newer_syntax(source):
    assert "newer" not in explained(source)


@pytest.mark.parametrize("source, since, says", SYNTAX)
def test_what_is_no_python_here_is_explained(source, since, says):
    if since and sys.version_info >= since:
        pytest.skip("this Python has it")
    told = explained(source)
    assert says in told
    if since or "Python 2" in says:
        assert f"the grader runs Python {sys.version_info.major}.{sys.version_info.minor}" in told


@given(
    st.sampled_from(sorted({*deaths.SOCKETS, *deaths.VALUES, *deaths.NAMES, *deaths.SYNTAX})),
    st.text(),
    st.text(),
    st.sampled_from([UNKNOWN, SERVER, CLIENT, UDP_CLIENT, UDP_SERVER]),
)
def test_any_death_can_be_looked_at(name, detail, statement, around):
    of_death(name, detail, statement, around)


@pytest.mark.parametrize("deep", ["a" + ".b" * 600, "-" * 800 + "1"])
def test_expression_of_any_depth_is_read(deep):
    """A learner's text may be nested deeper than Python writes it: then nothing is told of it."""
    source = f"s = socket.socket({deep})\ns.bind({deep})\ns.sendto(b'', {deep})\n"
    assert first_contact.of_wrong_kind(source, "udp") is None
    assert first_contact.of_sending_to_itself(source) is None
