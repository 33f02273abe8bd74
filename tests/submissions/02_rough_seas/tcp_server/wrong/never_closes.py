"""Wrong: the connections are kept in a list and not closed when the client has finished.

Loses: answers_after_half_close
Says: which comes when you close the socket
"""
import socket
import sys
import threading

clients = []


def get(f, n):
    data = f.read(n)
    if len(data) < n:
        raise EOFError
    return data


def work(conn):
    f = conn.makefile("rb")
    hello = b"ready " + socket.gethostname().encode()
    try:
        conn.sendall(len(hello).to_bytes(4, "big") + hello)
        while True:
            head = get(f, 4)
            n = int.from_bytes(head, "big")
            if n > 16777216:
                conn.shutdown(socket.SHUT_RDWR)
                return
            conn.sendall(head + get(f, n)[::-1])
    except EOFError:
        print("client has nothing more to say")
    except OSError as e:
        print(e)


def main():
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.bind(sys.argv[1])
        s.listen()
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        s = socket.create_server((host, int(port)))
    while True:
        conn, addr = s.accept()
        clients.append(conn)
        print(len(clients), "clients")
        threading.Thread(target=work, args=(conn,), daemon=True).start()


main()
