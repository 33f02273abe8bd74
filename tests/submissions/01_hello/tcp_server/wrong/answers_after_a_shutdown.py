"""Wrong: shuts the connection down in both directions, and then answers.

Loses: answers, hangs_up, ends_with_status_0
Says: Nothing more could be sent here: shutdown() had ended the sending
Never says: The client had gone
"""
import socket
import sys

server = socket.create_server((sys.argv[1], int(sys.argv[2])))
conn, _ = server.accept()
print(conn.recv(1024), flush=True)
conn.shutdown(socket.SHUT_RDWR)
conn.sendall(b"hi")
conn.close()
