"""A DNS lookup: asks a name server for the IPv4 addresses of a name.

Run it as   python udp_client.py NAME HOST PORT   while a name server is running there,
for example your own udp_server.py.
"""

import socket  # you will need it
import struct  # numbers to bytes, and back
import sys


def look_up(name: str, host: str, port: int) -> list[str]:
    """The IPv4 addresses of `name`, as the name server at this address gives them.

    TODO: 1. send a query: a random ID, RD set, one question of type A and class IN
          2. wait for the answer that has this ID and this question, and comes from the server;
             nothing within 0.5 to 2 s: send again, three sendings in all, then give up
          3. read the names in it, even compressed ones, and never follow pointers in a circle
          4. follow aliases (CNAME), and return the addresses in the answer's order
          5. an error code, no address, no answer: raise an exception that says so
    """
    raise NotImplementedError("udp_client.py: write look_up()")


if __name__ == "__main__":
    NAME = sys.argv[1] if len(sys.argv) > 1 else "www.example.com"
    HOST = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    for address in look_up(NAME, HOST, PORT):
        print(address)
