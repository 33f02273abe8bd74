"""Wrong: writes a text to the file of its connection, which takes bytes.

Loses: answers, hangs_up, ends_with_status_0
Says: What is written to here takes bytes, and this is a str.
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    connection, address = listener.accept()
    with connection, connection.makefile("rwb") as stream:
        print(stream.read1(1024))
        stream.write("hi")
        stream.flush()
