"""Right: plain non-blocking sockets driven by loop.sock_accept, sock_recv and sock_sendall.
"""
import asyncio
import socket
import sys


async def one_visit(host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    with socket.create_server((host, port)) as lsock:
        lsock.setblocking(False)
        conn, peer = await loop.sock_accept(lsock)
        with conn:
            conn.setblocking(False)
            what = await loop.sock_recv(conn, 2048)
            print("%s:%s" % peer, "->", what)
            await loop.sock_sendall(conn, b"hi")


if __name__ == "__main__":
    asyncio.run(one_visit(sys.argv[1], int(sys.argv[2])))
