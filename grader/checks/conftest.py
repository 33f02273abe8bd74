"""What a check may ask for: a learner's program with a reference peer at hand, and words.

There are only fixtures here; what they hand out is in `grader.subjects`. Every unit may ask
for all of them. The fixtures `examination` and `sit_out` are the examiner's own
(`examiner.session`).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from grader.subjects.base import Examination
from grader.subjects.capitals import CapitalsServer
from grader.subjects.framed_client import FramedClient
from grader.subjects.framed_server import FramedServer
from grader.subjects.functions import Functions, HttpTasks
from grader.subjects.lines import LineClient
from grader.subjects.name_client import NameClient
from grader.subjects.page_client import PageClient
from grader.subjects.script import Script
from grader.subjects.sum_server import SumServer
from grader.subjects.sums import SumClient
from grader.subjects.tcp import TcpClient, TcpServer
from grader.subjects.udp import UdpClient, UdpServer
from grader.subjects.words import (
    Chinese,
    Phrase,
    Tricky,
    Word,
    chinese_from,
    phrase_from,
    tricky_from,
    word_from,
)

if TYPE_CHECKING:
    from grader.subjects.name_server import NameServer
    from grader.subjects.site_server import SiteServer
    from grader.subjects.web import WebTasks


@pytest.fixture
def word(examination: Examination) -> Word:
    """Give a maker of words that no program can guess: letters only."""
    return word_from(examination.dice)


@pytest.fixture
def phrase(examination: Examination) -> Phrase:
    """Give a maker of lines with several words, blanks and punctuation."""
    return phrase_from(examination.dice)


@pytest.fixture
def tricky(examination: Examination) -> Tricky:
    """Lines with backslashes, quotes and the like that no program can guess."""
    return tricky_from(examination.dice)


@pytest.fixture
def chinese(examination: Examination) -> Chinese:
    """Give a maker of text that has no upper case, and more bytes than characters."""
    return chinese_from(examination.dice)


@pytest.fixture
def script(examination: Examination) -> Script:
    """The script, with whatever arguments the check gives it."""
    return Script(examination)


@pytest.fixture
def tcp_server(examination: Examination) -> TcpServer:
    """Give the script as a TCP server that serves one client."""
    return TcpServer(examination)


@pytest.fixture
def tcp_client(examination: Examination) -> TcpClient:
    """Give the script as a TCP client."""
    return TcpClient(examination)


@pytest.fixture
def udp_server(examination: Examination) -> Iterator[UdpServer]:
    """Give the script as a UDP server."""
    server = UdpServer(examination)
    yield server
    server.close()


@pytest.fixture
def udp_client(examination: Examination) -> Iterator[UdpClient]:
    """Give the script as a UDP client."""
    client = UdpClient(examination)
    yield client
    client.close()


@pytest.fixture
def capitals_server(examination: Examination) -> Iterator[CapitalsServer]:
    """Give the script as a UDP server that answers in capital letters."""
    server = CapitalsServer(examination)
    yield server
    server.close()


@pytest.fixture
def line_client(examination: Examination) -> Iterator[LineClient]:
    """Give the script as a UDP client that sends lines."""
    client = LineClient(examination)
    yield client
    client.close()


@pytest.fixture
def framed_server(examination: Examination) -> Iterator[FramedServer]:
    """Give the script as a server of framed messages."""
    server = FramedServer(examination)
    yield server
    server.close()


@pytest.fixture
def framed_client(examination: Examination) -> FramedClient:
    """Give the script as a client of framed messages."""
    return FramedClient(examination)


@pytest.fixture
def sum_server(examination: Examination) -> Iterator[SumServer]:
    """Give the script as a server that adds numbers."""
    server = SumServer(examination)
    yield server
    server.close()


@pytest.fixture
def sum_client(examination: Examination) -> Iterator[SumClient]:
    """Give the script as a client that has numbers added."""
    client = SumClient(examination)
    yield client
    client.close()


@pytest.fixture
def name_client(examination: Examination) -> Iterator[NameClient]:
    """Give the script as a client that looks up names."""
    client = NameClient(examination)
    yield client
    client.close()


@pytest.fixture
def name_server(examination: Examination) -> "Iterator[NameServer]":
    """Give the script as a DNS server."""
    from grader.subjects.name_server import NameServer  # imported here: no other needs dnspython

    server = NameServer(examination)
    yield server
    server.close()


@pytest.fixture
def functions(examination: Examination) -> Functions:
    """Give the module, whose functions have no network."""
    return Functions(examination)


@pytest.fixture
def http(examination: Examination) -> HttpTasks:
    """Give the module, whose functions use requests on a mocked network."""
    return HttpTasks(examination)


@pytest.fixture
def web(examination: Examination) -> "Iterator[WebTasks]":
    """Give the module, whose functions use a real server on loopback."""
    from grader.subjects.web import WebTasks  # imported here, since most units need no h11

    tasks = WebTasks(examination)
    yield tasks
    tasks.close()


@pytest.fixture
def page_client(examination: Examination) -> PageClient:
    """Give the script as a web client."""
    return PageClient(examination)


@pytest.fixture
def site_server(examination: Examination) -> "Iterator[SiteServer]":
    """Give the script as a web server of the files below a folder."""
    from grader.subjects.site_server import SiteServer  # imported here, since it needs requests

    server = SiteServer(examination)
    yield server
    server.close()
