"""The launcher's trusted side where there is fork: talks to the zygote's supervisors."""

import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict

from grader.launch.program import LaunchError, Program

ZYGOTE = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "jail", "__main__.py"
)
OWN_UID = "own uid"  # the layer that only root has
SECONDS_TO_WARM_UP = 30.0
PIPE_ROOM = 1 << 16  # Linux: what a pipe takes before a write to it blocks


class ForkLauncher:
    """Starts the zygote at once, so that it warms up while the grader does.

    `web`: also one that has requests imported, for HTTP tasks.
    """

    def __init__(self, web=True):
        self._control, far = _socket_pair()
        self._web, far_web = _socket_pair() if web else (None, None)
        passed = [far, far_web] if web else [far]
        self._zygote = subprocess.Popen(
            [
                sys.executable,
                "-I",
                ZYGOTE,
                *(str(sock.fileno()) for sock in passed),
            ],
            pass_fds=[sock.fileno() for sock in passed],
            stdin=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": tempfile.gettempdir()},
            start_new_session=True,  # Ctrl-C reaches the grader alone
        )
        for sock in passed:
            sock.close()

    def supervisor(self, web=False):
        """For one program; `web` if it is a module whose functions use requests."""
        near, far = _socket_pair()
        with far:
            try:
                socket.send_fds(self._web if web else self._control, [b"supervise"], [far.fileno()])
            except OSError as error:
                raise LaunchError(f"the launcher's zygote has ended: {error}") from None
        return ForkSupervisor(near)

    @functools.cached_property
    def layers(self):
        """What the zygote found by trying: the layers that work, and a remedy for each other."""
        self._control.settimeout(SECONDS_TO_WARM_UP)
        try:
            told = json.loads(self._control.recv(1 << 16) or b"{}")
        except OSError as error:
            raise LaunchError(f"the launcher's zygote did not start: {error}") from None
        finally:
            self._control.settimeout(None)
        return frozenset(told["works"]), told["missing"]

    def remedies(self):
        """What would help, for each layer of the jail that does not work here."""
        _, missing = self.layers
        # an ordinary user cannot give uids away, and need not
        needless = [OWN_UID] if os.geteuid() != 0 else []
        return {layer: help for layer, help in missing.items() if layer not in needless}

    def isolation(self):
        """(level, what is missing) as the report tells it."""
        works, _ = self.layers
        missing = sorted(self.remedies())
        return ("partial" if works else "none") if missing else "full", missing

    def close(self):
        self._control.close()
        if self._web:
            self._web.close()
        self._zygote.wait()


def _socket_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class ForkSupervisor:
    """Runs one learner's program, one run at a time."""

    def __init__(self, control):
        self._control = control

    def start(self, path, arguments, *, stdin, channel, environment, policy):
        """Fork and run the file; see `Program` for what comes back."""
        if len(stdin) > PIPE_ROOM:
            raise LaunchError("more standard input than a pipe holds")
        stdin_read, stdin_write = os.pipe()
        os.write(stdin_write, stdin)
        os.close(stdin_write)
        stdout_read, stdout_write = os.pipe()
        stderr_read, stderr_write = os.pipe()
        passed = [stdin_read, stdout_write, stderr_write]
        near = None
        if channel:
            near, far = socket.socketpair()
            passed.append(far.detach())
        request = {
            "do": "start",
            "path": path,
            "arguments": arguments,
            "channel": channel,
            "environment": environment,
            "policy": asdict(policy),
        }
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], passed)
        except OSError as error:
            raise LaunchError(f"the launcher's supervisor has ended: {error}") from None
        finally:
            for descriptor in passed:
                os.close(descriptor)
        handle = _ForkHandle(self._control, _Pipe(stdout_read), _Pipe(stderr_read), near)
        return Program(handle, path, arguments)

    def close(self):
        self._control.close()


class _ForkHandle:
    def __init__(self, control, stdout, stderr, channel):
        self._socket = control
        self.control = _Packets(control)
        self.stdout, self.stderr, self.channel = stdout, stderr, channel

    def stop(self):
        self._order("stop")

    def ask_memory(self, afresh):
        self._order("memory", afresh=afresh)

    def finish(self):
        self._order("finish")

    def _order(self, what, **how):
        try:
            self._socket.send(json.dumps({"do": what, **how}).encode())
        except OSError as error:
            raise LaunchError(f"the launcher's supervisor has ended: {error}") from None

    def close(self):
        self.stdout.close()
        self.stderr.close()
        if self.channel:
            self.channel.close()


class _Pipe:
    def __init__(self, descriptor):
        self._descriptor = descriptor

    def fileno(self):
        return self._descriptor

    def read(self, count):
        return os.read(self._descriptor, count)

    def close(self):
        os.close(self._descriptor)


class _Packets:
    def __init__(self, control):
        self._socket = control

    def fileno(self):
        return self._socket.fileno()

    def read(self, count):
        try:
            return self._socket.recv(count)
        except ConnectionResetError:
            # its end closed with an order of ours unread; what it said is still there
            return self._socket.recv(count)
