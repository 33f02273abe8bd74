"""A network of a run's own: another one follows as soon as anything is left in it, and not before."""

import subprocess
import sys

import pytest

from launching import JAIL

LEFT = {
    "nothing": ("", True),
    "a TCP socket that listens": ("kept.append(socket.create_server(('127.0.0.1', 0)))", False),
    "a connection that is remembered": (
        "with socket.create_server(('127.0.0.1', 0)) as server:\n"
        "    caller = socket.create_connection(server.getsockname())\n"
        "    called = server.accept()[0]\n"
        "    caller.close(); called.close()",
        False,
    ),
    "a UDP socket": (
        "kept.append(socket.socket(type=socket.SOCK_DGRAM)); kept[0].bind(('127.0.0.1', 0))",
        False,
    ),
    "an abstract name": ("kept.append(socket.socket(socket.AF_UNIX)); kept[0].bind('\\0a')", False),
    "a process": ("pid = os.fork()\nif pid == 0: signal.pause()\nkept.append(pid)", False),
    "what was closed": (
        "sock = socket.socket(type=socket.SOCK_DGRAM); sock.bind(('127.0.0.1', 0)); sock.close()",
        True,
    ),
}

SUPERVISOR = """
import json, os, signal, socket, sys
sys.path.insert(0, JAIL)
from jail import namespaces, sandbox, sockets
if not namespaces.network_works():  # and is then in a new one
    sys.exit("no network of its own")
here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
maker = sockets.SocketMaker(there, sandbox.Namespaces(frozenset({sandbox.Layer.NETWORK})))
here.recv(1000)

def begin():
    here.send(json.dumps({"make": "network", "count": 1}).encode())
    maker.serve()
    assert here.recv(1000) == b"{}"
    return os.stat("/proc/self/ns/net").st_ino

begin()  # the trial has left something
first, kept = begin(), []
LEAVE
print(begin() == first)
if pid := next((each for each in kept if isinstance(each, int)), 0):
    os.kill(pid, signal.SIGKILL)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="namespaces")
@pytest.mark.parametrize("leave, is_kept", LEFT.values(), ids=LEFT)
def test_a_network_is_a_new_one_if_anything_is_left_in_it(leave, is_kept):
    code = SUPERVISOR.replace("JAIL", repr(str(JAIL.parent))).replace("LEAVE", leave)
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60
    )
    if "PermissionError" in done.stderr:
        pytest.skip("no namespaces here")
    assert (done.stdout, done.stderr) == (f"{is_kept}\n", "")
