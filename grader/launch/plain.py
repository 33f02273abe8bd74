"""The launcher where there is no fork: one plain subprocess for each run.

Slower and less isolated, and the report says so. Threads carry the pipes'
bytes to sockets, because on Windows only sockets can be waited for; the rest of
the grader then need not know the difference.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading

from grader.launch.program import Program

PROGRAM = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "jail", "program", "__main__.py"
)
# What an interpreter needs to start on Windows; elsewhere none of these is set.
SYSTEM_VARIABLES = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT")


class PlainLauncher:
    def supervisor(self, web=False):
        """For one program; here all are alike."""
        return PlainSupervisor()

    def remedies(self):
        """What would help."""
        return {"everything": "the jail needs Linux; here programs are plain subprocesses"}

    def isolation(self):
        """(level, what is missing) as the report tells it."""
        return "none", ["everything: programs are plain subprocesses here"]

    def close(self):
        pass


class PlainSupervisor:
    """Runs one learner's program, one run at a time."""

    def __init__(self):
        self._handle = None

    def start(self, path, arguments, *, stdin, channel, environment, policy):
        """Start an interpreter on the file; `policy` cannot be enforced here."""
        mode = "module" if channel else "script"
        system = {name: os.environ[name] for name in SYSTEM_VARIABLES if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-s", "-B", PROGRAM, mode, path, *arguments],
            cwd=os.path.dirname(path),
            env={**system, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,  # nothing on Windows, a process group elsewhere
        )
        self._handle = _PlainHandle(process, stdin, channel)
        return Program(self._handle, path, arguments)

    def close(self):
        if self._handle:
            self._handle.kill()


class _PlainHandle:
    def __init__(self, process, stdin, channel):
        self._process = process
        if channel:
            self.channel, far = socket.socketpair()
            self._pump(_socket_to_file, far, process.stdin)
            self._pump(_file_to_socket, process.stdout, far)
            self.stdout = _Source(socket.socketpair())
            self.stdout.far.close()  # its prints come with the errors
        else:
            self.channel = None
            self._pump(_feed, process.stdin, stdin)
            self.stdout = _Source(socket.socketpair())
            self._pump(_file_to_socket, process.stdout, self.stdout.far)
        self.stderr = _Source(socket.socketpair())
        self._pump(_file_to_socket, process.stderr, self.stderr.far)
        self.control = _Messages(socket.socketpair())
        self._reporter = self._pump(self._report_exit)

    def _pump(self, target, *arguments):
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        thread.start()
        return thread

    def _report_exit(self):
        self._tell({"ended": self._process.wait()})

    def _tell(self, message):
        self.control.far.sendall(json.dumps(message).encode() + b"\n")

    def stop(self):
        self._signal(signal.SIGTERM)

    def ask_memory(self, afresh):
        self._tell({"memory": None})

    def finish(self):
        self.kill()
        self._reporter.join()
        self._tell({"finished": 0})

    def kill(self):
        self._signal(getattr(signal, "SIGKILL", signal.SIGTERM))

    def _signal(self, number):
        try:
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)
        except (ProcessLookupError, PermissionError):
            pass  # all of it has ended already

    def close(self):
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            try:
                pipe.close()
            except OSError:
                pass
        for source in (self.stdout, self.stderr, self.control):
            source.close()
        if self.channel:
            self.channel.close()


class _Source:
    """One end of a socket pair that a pump fills."""

    def __init__(self, pair):
        self._near, self.far = pair

    def fileno(self):
        return self._near.fileno()

    def read(self, count):
        return self._near.recv(count)

    def close(self):
        self._near.close()
        self.far.close()


class _Messages(_Source):
    """One message a line, since this socket is a stream, unlike the supervisor's."""

    def read(self, count):
        line = b""
        while not line.endswith(b"\n") and (byte := self._near.recv(1)):
            line += byte
        return line


def _file_to_socket(file, sock):
    try:
        while data := file.read(1 << 16):
            sock.sendall(data)
    except (OSError, ValueError):
        pass  # one of the two was closed: the run is over
    finally:
        _end(sock)


def _socket_to_file(sock, file):
    try:
        while data := sock.recv(1 << 16):
            while data:
                data = data[file.write(data) :]
    except (OSError, ValueError):
        pass


def _feed(file, data):
    try:
        while data:
            data = data[file.write(data) :]
        file.close()
    except (OSError, ValueError):
        pass  # the program does not read it


def _end(sock):
    try:
        sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass
