"""Right: another Python makes the answer, and a forked process prints the message."""
import multiprocessing
import socket
import subprocess
import sys


def show(pipe):
    print(pipe.recv_bytes().decode(), flush=True)


def answer():
    command = [sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read()[::-1])"]
    return subprocess.run(command, input="ih", capture_output=True, text=True, check=True).stdout


def main(host, port):
    near, far = multiprocessing.Pipe()
    printer = multiprocessing.get_context("fork").Process(target=show, args=(far,))
    printer.start()
    with socket.create_server((host, port)) as listener:
        connection, _ = listener.accept()
        with connection:
            near.send_bytes(connection.recv(1024))
            printer.join()
            connection.sendall(answer().encode())
    return printer.exitcode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
