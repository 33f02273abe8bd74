"""Wrong: reports its failure by logging.info(), which writes nothing as long as nobody asks for it.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: info() and debug() write nothing
"""

import logging
import os
import socket
import sys


def debug(*things):
    logging.debug(" ".join(map(str, things)))


def receive_exactly(connection, count):
    collected = bytearray()
    while True:
        missing = count - len(collected)
        if missing == 0:
            break
        if missing > 4096:
            piece = connection.recv(4096)
        else:
            piece = connection.recv(missing)
        if len(piece) == 0:
            debug("the stream has ended,", missing, "bytes are missing")
            raise EOFError("the server left too early")
        collected = collected + piece
    return bytes(collected)


def receive_text(connection):
    length_bytes = receive_exactly(connection, 4)
    length = int.from_bytes(length_bytes, "big")
    debug("a frame of", length, "bytes")
    body = receive_exactly(connection, length)
    return body.decode("utf-8")


def send_text(connection, text):
    body = text.encode("utf-8")
    length_bytes = len(body).to_bytes(4, "big")
    connection.sendall(length_bytes + body)


def connect(arguments):
    if len(arguments) == 0:
        arguments = ["127.0.0.1", "8898"]
    if len(arguments) == 1:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(arguments[0])
    else:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        connection.connect((arguments[0], int(arguments[1])))
    return connection


def conversation(connection):
    greeting = receive_text(connection)
    print("Server says:", greeting)
    while True:
        try:
            line = input("> ")
        except EOFError:
            debug("no more lines")
            break
        send_text(connection, line)
        reply = receive_text(connection)
        print(reply)


def main():
    status = 0
    try:
        connection = connect(sys.argv[1:])
        conversation(connection)
        connection.close()
    except (EOFError, OSError) as error:
        logging.info("Sorry, that did not work: %s", error)
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    main()
