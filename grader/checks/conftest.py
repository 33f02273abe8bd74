"""What a check may ask for: a learner's program with a reference peer at hand, and words."""

import pytest

from grader.subjects.base import LETTERS, HttpTasks, TcpClient, TcpServer, UdpClient, UdpServer

CHINESE = "你好世界网络编程服务器客户端数据报文字符山水风云日月星辰"


@pytest.fixture
def word(examination):
    """Makes words that no program can guess: letters only, so that `b'…'` holds them too."""

    def make(length=12):
        return "".join(examination.dice.choices(LETTERS, k=length))

    return make


@pytest.fixture
def chinese(examination):
    """Makes text that has no upper case, and is longer in bytes than in characters."""
    return lambda length=4: "".join(examination.dice.sample(CHINESE, length))


@pytest.fixture
def tcp_server(examination):
    return TcpServer(examination)


@pytest.fixture
def tcp_client(examination):
    return TcpClient(examination)


@pytest.fixture
def udp_server(examination):
    server = UdpServer(examination)
    yield server
    server.close()


@pytest.fixture
def udp_client(examination):
    client = UdpClient(examination)
    yield client
    client.close()


@pytest.fixture
def http(examination):
    return HttpTasks(examination)
