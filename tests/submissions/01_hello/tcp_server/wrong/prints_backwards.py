"""Wrong: it prints the message from its end to its beginning.

Loses: prints_the_message
Says: It was printed backwards.
"""

import sys
import socket

print("server is starting ...")
sk = socket.socket()
sk.bind(('', int(sys.argv[2])))
sk.listen(5)
print("waiting for a call ...")
conn, addr = sk.accept()
ret = conn.recv(1024)
print("the client says: ", end='')
print(ret.decode('utf-8')[::-1], end='')
conn.send(b'hi')
conn.close()
sk.close()
