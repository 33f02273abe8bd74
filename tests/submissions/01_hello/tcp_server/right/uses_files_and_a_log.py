"""Right: keeps the message in temporary files, copies them and writes a log."""
import logging
import os
import shutil
import socket
import sys
import tempfile

logging.basicConfig(filename="server.log", level=logging.DEBUG)


def keep(data):
    """The same bytes, by way of a file and its copies, with their modes and times."""
    with tempfile.TemporaryDirectory() as folder:
        first = os.path.join(folder, "first")
        with open(first, "wb") as file:
            file.write(data)
        os.chmod(first, 0o600)
        for copy in (shutil.copy, shutil.copy2, shutil.copyfile):
            copy(first, os.path.join(folder, copy.__name__))
        shutil.copytree(folder, "kept")
    with tempfile.TemporaryFile() as file, open("kept/copy2", "rb") as kept:
        shutil.copyfileobj(kept, file)
        file.seek(0)
        return file.read()


with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    logging.info("listening")
    connection, address = listener.accept()
    with connection:
        message = keep(connection.recv(1024))
        logging.info("%s said %r", address, message)
        print(message.decode())
        connection.sendall(b"hi")
shutil.move("server.log", "old.log")
with open("old.log") as log:
    assert "listening" in log.read()
