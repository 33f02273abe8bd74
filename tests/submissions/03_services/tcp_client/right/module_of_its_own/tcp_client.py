"""Right: the parsing is in a package of its own beside the program, with one module a job."""

import sys

from web import answers, urls
from web.connection import Connection


def main() -> None:
    url = urls.parse(sys.argv[1])
    with Connection(url.host, url.port) as connection:
        connection.send(f"GET {url.target} HTTP/1.1", f"Host: {url.host}:{url.port}")
        answer = answers.read(connection)
        for piece in answer.pieces:
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    if not answer.is_success:
        print(f"tcp_client: {answer.status} {answer.reason}", file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()
