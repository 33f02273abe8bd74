"""Right: connect_ex, with its error number looked at.
"""
import errno
import os
import sys
from socket import *

sk = socket(AF_INET, SOCK_STREAM)
code = sk.connect_ex((sys.argv[1], int(sys.argv[2])))
if code != 0:
    sys.exit("cannot connect: %s (%s)" % (os.strerror(code), errno.errorcode.get(code)))
sk.send(bytes("hello!", "utf-8"))
reply = sk.recv(4096)
sk.close()
print("reply:", reply.decode("utf-8"))
