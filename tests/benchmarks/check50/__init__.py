"""The checks of unit 1's TCP server as a problem set of check50 (https://cs50.readthedocs.io).

They look at what `usual/test_tcp.py` looks at, in as many runs of the program.

    cd solutions/01_hello && check50 --dev ../../tests/benchmarks/check50
"""

import contextlib
import random
import re
import shlex
import socket
import string
import sys
import time

import check50

HOST = "127.0.0.1"
PATIENCE = 5  # seconds
TRICKY = "bxyz, Ab  CD: e% {f} <&>\\nq\"w'"


def word(length=12):
    return "".join(random.choices(string.ascii_lowercase, k=length))


def phrase(length=30):
    text = f"{word(3)}, {word(2).title()}  {word(2).upper()}: "
    while len(text) < length - 1:
        text += word(random.randint(2, 9)) + random.choice([" ", "; ", "-", " = ", "/", "? "])
    return text[: length - 2] + word(1) + "!"


@contextlib.contextmanager
def server():
    """Start the program and connect to it as soon as it listens."""
    with socket.socket() as sock:
        sock.bind((HOST, 0))
        port = sock.getsockname()[1]
    program = check50.run(f"{shlex.quote(sys.executable)} tcp_server.py {HOST} {port}")
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            client = socket.create_connection((HOST, port), timeout=PATIENCE)
            break
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise check50.Failure("nobody listens") from None
            time.sleep(0.02)
    with client:
        yield program, client


def answer(client):
    """Give all that comes until the end."""
    came = b""
    while piece := client.recv(4096):
        came += piece
    return came


def served(message):
    """Serve one client that says this; give the program."""
    with server() as (program, client):
        client.sendall(message.encode())
        answer(client)
    return program


def is_silent(client, seconds):
    client.settimeout(seconds)
    try:
        client.recv(4096)
        return False
    except TimeoutError:
        return True
    finally:
        client.settimeout(PATIENCE)


def prints(message):
    shown = "|".join(map(re.escape, (message, repr(message.encode()))))
    served(message).stdout(shown, timeout=PATIENCE)


@check50.check()
def listens():
    """Listens."""
    with server():
        pass


@check50.check(listens)
def waits_for_the_client():
    """Says nothing before the client."""
    with server() as (_, client):
        if not is_silent(client, 0.25):
            raise check50.Failure("it did not wait")
        client.sendall(word().encode())
        answer(client)


@check50.check(listens)
def answers():
    """Answers."""
    for message in (word(), phrase()):
        with server() as (_, client):
            client.sendall(message.encode())
            if not client.recv(1024):
                raise check50.Failure("there was no answer")


@check50.check(answers)
def answers_hi():
    """Answers hi."""
    for message in (word(), phrase(1024)):
        with server() as (_, client):
            client.sendall(message.encode())
            came = answer(client)
            if came != b"hi":
                raise check50.Mismatch("hi", came.decode("utf-8", "replace"))


@check50.check(answers)
def hangs_up():
    """Closes the connection."""
    served(word())


@check50.check(listens)
def prints_the_message():
    """Prints the message."""
    for message in (word(), TRICKY):
        prints(message)


@check50.check(prints_the_message)
def takes_1024_bytes():
    """Prints 1,024 bytes."""
    for message in (word(1024), phrase(1024)):
        prints(message)


@check50.check(listens)
def ends_with_status_0():
    """Ends with status 0."""
    for message in (word(), phrase(1024)):
        served(message).exit(0)


@check50.check(listens)
def waits_for_a_slow_client():
    """Waits for a slow client."""
    with server() as (_, client):
        if not is_silent(client, 2.2):
            raise check50.Failure("it did not wait")
        client.sendall(word().encode())
        answer(client)
