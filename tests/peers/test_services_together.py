"""The solutions of the third unit speak to each other, and to programs that everybody uses.

Here they run as a learner runs them by hand, without a grader.
"""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from conftest import ROOT

SERVICES = ROOT / "solutions" / "03_services"
PICTURE = bytes(range(256)) * 1000
SECONDS = 20


def command(program, *arguments):
    return [sys.executable, SERVICES / f"{program}.py", *map(str, arguments)]


def free_port(kind):
    with closing(socket.socket(socket.AF_INET, kind)) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def run(*words):
    return subprocess.run(words, capture_output=True, timeout=SECONDS)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The web server's URL, for as long as it serves a page with a picture."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text("<img src='a picture.png'>")
    (folder / "a picture.png").write_bytes(PICTURE)
    port = free_port(socket.SOCK_STREAM)
    with subprocess.Popen(command("tcp_server", "127.0.0.1", port, folder)) as server:
        end = time.monotonic() + SECONDS
        while server.poll() is None and time.monotonic() < end:
            with closing(socket.socket()) as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield f"http://127.0.0.1:{port}"
        server.kill()


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The name server's address, for as long as it knows two addresses of one name."""
    file = tmp_path_factory.mktemp("names") / "hosts"
    file.write_text("10.1.2.3 www.example  # the first one\n10.1.2.4\twww.example other\n")
    address = "127.0.0.1", free_port(socket.SOCK_DGRAM)
    with subprocess.Popen(command("udp_server", *address, file)) as server:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
            sock.connect(address)
            sock.settimeout(0.05)
            end = time.monotonic() + SECONDS
            while server.poll() is None and time.monotonic() < end:
                try:  # a message without a question gets an error at least
                    sock.send(bytes(12))
                    sock.recv(100)
                    break
                except OSError:
                    continue
        yield address
        server.kill()


@pytest.mark.parametrize(
    "path, body", [("/", b"<img src='a picture.png'>"), ("/a%20picture.png", PICTURE)]
)
def test_web_client_gets_what_the_web_server_has(site, path, body):
    got = run(*command("tcp_client", site + path))
    assert (got.returncode, got.stdout) == (0, body)


def test_web_client_says_what_the_web_server_has_not(site):
    got = run(*command("tcp_client", f"{site}/none"))
    assert got.returncode == 1
    assert b"404 Not Found" in got.stderr


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_gets_both_on_one_connection(site):
    urls = f"{site}/", f"{site}/a%20picture.png"
    got = run("curl", "--silent", "--show-error", "--fail", "--verbose", "--noproxy", "*", *urls)
    assert (got.returncode, got.stdout) == (0, b"<img src='a picture.png'>" + PICTURE), got.stderr
    assert b"Re-using existing connection" in got.stderr


def test_lookup_asks_the_name_server(names):
    got = run(*command("udp_client", "WWW.example", *names))
    assert (got.returncode, got.stdout) == (0, b"10.1.2.3\n10.1.2.4\n")
    assert run(*command("udp_client", "none.example", *names)).returncode == 1


@pytest.mark.skipif(not shutil.which("dig"), reason="dig is not installed")
def test_dig_asks_the_name_server(names):
    host, port = names
    asked = "dig", f"@{host}", "-p", str(port), "+noall", "+comments", "+answer", "+question"
    got = run(*asked, "other").stdout.decode()
    assert "status: NOERROR" in got and "flags: qr aa rd" in got
    assert got.strip().splitlines()[-1].split() == ["other.", "60", "IN", "A", "10.1.2.4"]
    assert "status: NXDOMAIN" in run(*asked, "none").stdout.decode()
