"""Right: the protocol and the files are modules of a package of the learner's own."""
import sys

from webtools.connections import serve_forever
from webtools.files import Folder

if __name__ == "__main__":
    host, port, root = sys.argv[1:4]
    serve_forever(host, int(port), Folder(root))
