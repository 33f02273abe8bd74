"""Wrong: prints all that comes, as Python shows bytes, and looks at nothing in it.

Loses: writes_the_body, takes_fragments, reads_chunks, tells_of_other_statuses, fails_at_a_cut_body, fails_without_a_good_answer
Says: Headers of the answer were written as well
Points: 4
"""

import socket
import sys
from urllib.parse import urlsplit

parts = urlsplit(sys.argv[1])
target = parts.path + ("?" + parts.query if parts.query else "")
with socket.create_connection((parts.hostname, parts.port)) as connection:
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    while piece := connection.recv(4096):
        print(piece)
