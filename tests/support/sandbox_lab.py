"""A laboratory for the sandbox: victims, confined runs, attacks and honest programs.

`test_sandbox` runs this file as a script, in a process of its own and as
different users: `python -I sandbox_lab.py JAIL '{"list": "attacks", …}'`, JAIL being the
folder of the package.
It forks a supervisor; the supervisor forks a confined child for each function
of the list and tells, as JSON, how each one ended: "open", the name of the
error that refused it, or what killed it.

An attack tries its thing only on what the laboratory itself made. It needs
Python 3.11 and nothing else.
"""

import ctypes
import errno
import functools
import json
import mmap
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback

SECRET = "the expected answer"
SECONDS_FOR_ONE = 20


class Refused(Exception):
    """The call did not fail, but it had no effect either."""


# ---------------------------------------------------------------- the laboratory


class Lab:
    """Everything that an attack may aim at. `uid` is that of the runs."""

    def __init__(self, room, jail):
        self.room, self.sandbox_file = room, os.path.join(jail, "sandbox.py")
        self.scratch = self._folder("scratch")
        self.outside = self._folder("outside")
        self.readable = self._folder("readable")  # as the interpreter's own files are
        self.secret = self._file(self.outside, "secret.txt")
        self.spare = self._file(self.outside, "spare.txt")
        self.place = self._folder("place")  # for the view of the files
        self.module_file = self._file(self.readable, "module.py")
        self.link = os.path.join(self.scratch, "link")
        os.symlink(self.secret, self.link)
        self.victim = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", "import signal; signal.pause()"],
            env={"TOKEN": SECRET},
        )
        self.sockets = []
        self.open_port = self.listener()
        self.closed_port = self.listener()
        self.own_port, self.unused_port = free_port(), free_port()
        self.datagram_port = self._bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))[1]
        self.stream_path = os.path.join(self.outside, "stream")
        self._bound(socket.AF_UNIX, socket.SOCK_STREAM, self.stream_path, listen=True)
        self.datagram_path = os.path.join(self.outside, "datagram")
        self._bound(socket.AF_UNIX, socket.SOCK_DGRAM, self.datagram_path)
        self.abstract = "\0" + room
        self._bound(socket.AF_UNIX, socket.SOCK_STREAM, self.abstract, listen=True)
        for path in (self.stream_path, self.datagram_path):
            os.chmod(path, 0o777)

    def _folder(self, name):
        path = os.path.join(self.room, name)
        os.mkdir(path)
        return path

    def _file(self, folder, name):
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(SECRET)
        return path

    def _bound(self, family, kind, address, listen=False):
        bound = socket.socket(family, kind)
        bound.bind(address)
        if listen:
            bound.listen(64)
        self.sockets.append(bound)
        return bound.getsockname()

    def move_to(self, room):
        """Have the runs' folder in the room of their view."""
        os.mkdir("scratch", 0o755, dir_fd=room)
        self.scratch = "/learner/scratch"
        os.symlink(self.secret, "scratch/link", dir_fd=room)
        self.link = f"{self.scratch}/link"

    def reached(self):
        """The names of the sockets to which something came that no run may reach."""
        names = []
        for sock in self.sockets:
            address = sock.getsockname()
            if address == ("127.0.0.1", self.open_port):
                continue
            sock.setblocking(False)
            try:
                sock.recv(10) if sock.type == socket.SOCK_DGRAM else sock.accept()
            except BlockingIOError:
                continue
            names.append(str(address))
        return names

    def listener(self):
        return self._bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0), listen=True)[1]

    def unharmed(self):
        """Whether the victim lives as it was."""
        return self.victim.poll() is None and not any(
            os.path.exists(os.path.join(self.outside, name)) for name in ("new", "moved")
        )

    def close(self):
        self.victim.kill()
        self.victim.wait()
        for each in self.sockets:
            each.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


libc = ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    result = function(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def syscall(numbers, *arguments):
    """`numbers`: on x86-64, on arm64."""
    number = numbers[("x86_64", "aarch64").index(os.uname().machine)]
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return call(libc.syscall, ctypes.c_long(number), *converted)


# ---------------------------------------------------------------- attacks

ATTACKS = {}


def attack(*guards):
    """`guards`: without any of these layers it would work; each alone stops it."""

    def register(function):
        ATTACKS[function.__name__] = function
        function.guards = frozenset(guards)
        return function

    return register


FILES, PORTS, SIGNALS, SYSCALLS = "files", "tcp ports", "signals", "syscalls"
LIMITS, PROCESSES, OWN_UID = "limits", "process count", "own uid"
CAPABILITIES = "capabilities dropped"
# Tracing needs the same user, the same user namespace, no fewer capabilities, and no
# Landlock ruleset at all.
TRACING = (FILES, PORTS, SIGNALS, PROCESSES, OWN_UID, CAPABILITIES)


@attack(FILES)
def reads_a_file(lab):
    with open(lab.secret) as file:
        file.read()


@attack(FILES)
def reads_the_grader(lab):
    with open(lab.sandbox_file) as file:
        file.read()


@attack(FILES)
def reads_the_users(lab):
    with open("/etc/passwd") as file:
        file.read()


@attack(FILES)
def reads_through_a_link_in_its_folder(lab):
    with open(lab.link) as file:
        file.read()


@attack(FILES)
def lists_a_folder(lab):
    os.listdir(lab.outside)


@attack(FILES)
def writes_a_file(lab):
    path = os.path.join(lab.outside, "new")
    with open(path, "w") as file:
        file.write("mine")
    os.unlink(path)


@attack(FILES)
def writes_to_shared_memory(lab):
    path = f"/dev/shm/sandbox-lab-{os.getpid()}"
    with open(path, "w") as file:
        file.write("mine")
    os.unlink(path)


@attack(FILES)
def writes_beside_its_folder(lab):
    path = os.path.join(lab.room, "new")
    with open(path, "w") as file:
        file.write("mine")
    os.unlink(path)


@attack(FILES)
def removes_a_file(lab):
    os.unlink(lab.spare)
    lab._file(lab.outside, "spare.txt")


@attack(FILES)
def moves_a_file_to_its_folder(lab):
    path = os.path.join(lab.scratch, "moved")
    os.rename(lab.spare, path)
    os.rename(path, lab.spare)


@attack(FILES)
def links_a_file_into_its_folder(lab):
    path = os.path.join(lab.scratch, "linked")
    os.link(lab.secret, path)
    os.unlink(path)


@attack(FILES)
def lays_a_link_for_the_grader(lab):
    path = os.path.join(lab.scratch, "trap")
    os.symlink(lab.secret, path)
    os.unlink(path)


@attack(FILES)
def lays_a_pipe_for_the_grader(lab):
    path = os.path.join(lab.scratch, "pipe")
    os.mkfifo(path)
    os.unlink(path)


@attack(FILES)
def changes_a_module(lab):
    with open(lab.module_file, "a") as file:
        file.write("")


@attack(FILES)
def empties_a_module(lab):
    os.truncate(lab.module_file, len(SECRET))


@attack(FILES)
def empties_a_module_by_opening_it(lab):
    os.close(os.open(lab.module_file, os.O_RDONLY | os.O_TRUNC))
    lab._file(lab.readable, "module.py")


@attack(FILES)
def runs_another_program(lab):
    subprocess.run(["/bin/true"], check=True)


@attack(FILES)
def runs_a_program_that_it_wrote(lab):
    path = os.path.join(lab.scratch, "program")
    with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o700), "w") as file:
        file.write(f"#!{os.path.realpath(sys.executable)} -IS\n")
    try:
        subprocess.run([path], check=True)
    finally:
        os.unlink(path)


@attack(FILES)
def lists_processes(lab):
    os.listdir("/proc")


@attack(FILES)
def reads_its_own_memory_map(lab):
    with open("/proc/self/maps") as file:
        file.read()


@attack(*TRACING)
def reads_the_environment_of_another(lab):
    with open(f"/proc/{lab.victim.pid}/environ", "rb") as file:
        file.read()


@attack(PORTS)
def connects_to_another_port(lab):
    socket.create_connection(("127.0.0.1", lab.closed_port), 2).close()


@attack(PORTS)
def connects_to_another_port_by_ipv6(lab):
    with socket.socket(socket.AF_INET6) as client:
        client.settimeout(2)
        client.connect(("::ffff:127.0.0.1", lab.closed_port))


@attack(PORTS)
def binds_another_port(lab):
    with socket.socket() as server:
        server.bind(("127.0.0.1", lab.unused_port))


@attack(PORTS)
def binds_any_port(lab):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))


@attack(SIGNALS)
def signals_another(lab):
    os.kill(lab.victim.pid, 0)


@attack(SIGNALS)
def signals_its_supervisor(lab):
    os.kill(os.getppid(), 0)


@attack(SIGNALS)
def signals_another_by_descriptor(lab):
    signal.pidfd_send_signal(os.pidfd_open(lab.victim.pid), 0)


@attack(SYSCALLS, SIGNALS)
def connects_to_an_abstract_name(lab):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(lab.abstract)


@attack(SYSCALLS)
def connects_to_a_unix_path(lab):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(lab.stream_path)


@attack(SYSCALLS)
def sends_to_a_unix_path_from_a_pair(lab):
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with one, other:
        one.sendto(b"forged", lab.datagram_path)


@attack(SYSCALLS)
def connects_by_mptcp(lab):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262) as client:
        client.settimeout(2)
        client.connect(("127.0.0.1", lab.closed_port))


@attack(SYSCALLS)
def connects_by_fast_open(lab):
    with socket.socket() as client:
        client.sendto(b"x", socket.MSG_FASTOPEN, ("127.0.0.1", lab.closed_port))


@attack(SYSCALLS)
def connects_by_fast_open_in_a_message(lab):
    with socket.socket() as client:
        client.sendmsg([b"x"], [], socket.MSG_FASTOPEN, ("127.0.0.1", lab.closed_port))


@attack(SYSCALLS)
def sends_a_datagram(lab):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", lab.datagram_port))


@attack(SYSCALLS)
def asks_the_kernel_about_networks(lab):
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


@attack(SYSCALLS)
def limits_another(lab):
    import resource

    limits = resource.prlimit(lab.victim.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(lab.victim.pid, resource.RLIMIT_NOFILE, limits)


@attack(SYSCALLS, CAPABILITIES)
def pins_another_to_a_processor(lab):
    os.sched_setaffinity(lab.victim.pid, os.sched_getaffinity(lab.victim.pid))


@attack(SYSCALLS, CAPABILITIES)
def slows_another(lab):
    nice = os.getpriority(os.PRIO_PROCESS, lab.victim.pid)
    os.setpriority(os.PRIO_PROCESS, lab.victim.pid, nice)


@attack(SYSCALLS, CAPABILITIES)
def schedules_another(lab):
    parameters = os.sched_param(0)
    os.sched_setscheduler(lab.victim.pid, os.SCHED_OTHER, parameters)


@attack(SYSCALLS, *TRACING)
def traces_another(lab):
    syscall((101, 117), 0x4206, lab.victim.pid, 0, 0)  # PTRACE_SEIZE: does not stop it
    syscall((101, 117), 0x4207, lab.victim.pid, 0, 0)  # PTRACE_INTERRUPT
    os.waitpid(lab.victim.pid, 0)
    syscall((101, 117), 17, lab.victim.pid, 0, 0)  # PTRACE_DETACH


@attack(SYSCALLS, *TRACING)
def reads_the_memory_of_another(lab):
    here = ctypes.create_string_buffer(8)
    local = struct.pack("@PN", ctypes.addressof(here), 8)
    remote = struct.pack("@PN", id(None), 8)  # nothing may be there: EFAULT
    try:
        syscall((310, 270), lab.victim.pid, local, 1, remote, 1, 0)
    except OSError as error:
        if error.errno != errno.EFAULT:
            raise


@attack(SYSCALLS, *TRACING)
def takes_a_descriptor_of_another(lab):
    os.close(syscall((438, 438), os.pidfd_open(lab.victim.pid), 1, 0))


@attack(SYSCALLS)
def sends_signals_by_owning_a_file(lab):
    import fcntl

    read, write = os.pipe()
    fcntl.fcntl(read, fcntl.F_SETOWN, lab.victim.pid)
    os.close(read)
    os.close(write)


@attack(SYSCALLS)
def changes_a_mode(lab):
    _has_effect(
        lab.secret, lambda: os.chmod(lab.secret, 0o640), lambda: os.chmod(lab.secret, 0o644)
    )


@attack(SYSCALLS)
def changes_the_mode_of_a_module_it_reads(lab):
    with open(lab.module_file) as file:
        _has_effect(
            lab.module_file,
            lambda: os.fchmod(file.fileno(), 0o640),
            lambda: os.fchmod(file.fileno(), 0o644),
        )


@attack(SYSCALLS)
def changes_a_time(lab):
    times = os.stat(lab.secret)
    _has_effect(
        lab.secret,
        lambda: os.utime(lab.secret, (1, 1)),
        lambda: os.utime(lab.secret, (times.st_atime, times.st_mtime)),
    )


def _has_effect(path, change, undo):
    before = os.stat(path)
    change()
    after = os.stat(path)
    if (before.st_mode, before.st_mtime) == (after.st_mode, after.st_mtime):
        raise Refused
    undo()


@attack(SYSCALLS)
def changes_an_owner(lab):
    os.chown(lab.secret, -1, os.stat(lab.secret).st_gid)


@attack(SYSCALLS)
def changes_an_attribute(lab):
    os.setxattr(lab.secret, "user.lab", b"x")
    os.removexattr(lab.secret, "user.lab")


@attack(SYSCALLS)
def watches_a_folder(lab):
    watcher = call(libc.inotify_init1, 0)
    try:
        call(libc.inotify_add_watch, watcher, lab.outside.encode(), 0x3FF)
    finally:
        os.close(watcher)


@attack(SYSCALLS)
def takes_memory_without_an_address(lab):
    os.close(os.memfd_create("lab"))


@attack(SYSCALLS)
def leaves_shared_memory(lab):
    segment = call(libc.shmget, 0, 4096, 0o1600)
    call(libc.shmctl, segment, 0, None)  # IPC_RMID


@attack(SYSCALLS)
def leaves_a_semaphore(lab):
    call(libc.semctl, call(libc.semget, 0, 1, 0o1600), 0, 0)


@attack(SYSCALLS)
def leaves_a_message_queue(lab):
    call(libc.msgctl, call(libc.msgget, 0, 0o1600), 0, None)


@attack(SYSCALLS)
def leaves_a_key(lab):
    key = syscall((248, 217), b"user", b"sandbox-lab", b"x", 1, ctypes.c_int(-1))  # own thread's
    syscall((250, 219), 3, key, 0, 0, 0)  # KEYCTL_REVOKE


@attack(SYSCALLS)
def uses_io_uring(lab):
    os.close(syscall((425, 425), 4, ctypes.create_string_buffer(256)))


@attack(SYSCALLS)
def makes_a_namespace(lab):
    call(libc.unshare, 0x10000000)  # CLONE_NEWUSER


@attack(SYSCALLS)
def makes_a_namespace_with_clone(lab):
    pid = syscall((56, 220), 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


@attack(SYSCALLS)
def makes_a_process_of_its_supervisor(lab):
    pid = syscall((56, 220), 0x8000 | signal.SIGCHLD, 0, 0, 0, 0)  # CLONE_PARENT
    if pid == 0:
        os._exit(0)


@attack(LIMITS)
def takes_two_gigabytes(lab):
    mmap.mmap(-1, 2 << 30).close()


@attack(LIMITS)
def writes_a_huge_file(lab):
    path = os.path.join(lab.scratch, "huge")
    try:
        with open(path, "wb") as file:
            for _ in range(40):
                file.write(bytes(1 << 20))
    finally:
        os.unlink(path)


@attack(LIMITS)
def opens_a_thousand_files(lab):
    opened = []
    try:
        for _ in range(1000):
            opened.append(os.dup(0))
    finally:
        for descriptor in opened:
            os.close(descriptor)


@attack(PROCESSES)
def starts_many_processes(lab):
    children = []
    try:
        for _ in range(lab.processes + 60):
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


@attack(PROCESSES)
def starts_many_threads(lab):
    ending = threading.Event()
    threads = []
    try:
        for _ in range(lab.processes + 60):
            threads.append(threading.Thread(target=ending.wait))
            threads[-1].start()
    except RuntimeError as error:
        threads.pop()
        raise OSError(errno.EAGAIN, str(error)) from None
    finally:
        ending.set()
        for thread in threads:
            thread.join()


@attack(OWN_UID, CAPABILITIES)
def becomes_another_user(lab):
    os.setuid(60000)


@attack(OWN_UID, CAPABILITIES)
def renames_the_machine(lab):
    socket.sethostname(socket.gethostname())


# ---------------------------------------------------------------- honest programs

HONEST = {}


def honest(function):
    HONEST[function.__name__] = function
    return function


@honest
def files_of_its_own(lab):
    os.makedirs("one/two")
    with open("one/two/file.txt", "w") as file:
        file.write("hello")
    os.rename("one/two/file.txt", "one/file.txt")
    os.replace("one/file.txt", "file.txt")
    os.link("file.txt", "one/link.txt")
    with open("file.txt", "r+") as file:
        file.truncate(2)
    assert os.listdir("one") != [] and os.stat("file.txt").st_size == 2
    shutil.rmtree("one")


@honest
def temporary_files(lab):
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as file:
        assert file.name.startswith(lab.scratch) and folder.startswith(lab.scratch)
        with tempfile.TemporaryFile() as nameless:
            nameless.write(b"x")


@honest
def copies_of_files(lab):
    import pathlib
    import tarfile
    import zipfile

    pathlib.Path("a.txt").write_text("hello")
    shutil.copy("a.txt", "b.txt")
    shutil.copy2("a.txt", "c.txt")
    shutil.copy(os.__file__, "d.py")
    shutil.move("b.txt", "e.txt")
    pathlib.Path("a.txt").touch()
    pathlib.Path("a.txt").chmod(0o600)
    os.mkdir("tree")
    shutil.copy("a.txt", "tree")
    shutil.copytree("tree", "tree2")
    with zipfile.ZipFile("z.zip", "w") as archive:
        archive.write("a.txt")
    with zipfile.ZipFile("z.zip") as archive:
        archive.extractall("unzipped")
    with tarfile.open("t.tar", "w") as archive:
        archive.add("a.txt")
    with tarfile.open("t.tar") as archive:
        archive.extractall("untarred")


@honest
def logging_to_a_file(lab):
    import logging
    import logging.handlers

    handler = logging.handlers.RotatingFileHandler("log.txt", maxBytes=100, backupCount=2)
    log = logging.getLogger("lab")
    log.addHandler(handler)
    for number in range(20):
        log.warning("line %d", number)
    assert os.path.exists("log.txt.1")


@honest
def a_server_and_a_client(lab):
    with socket.create_server(("127.0.0.1", lab.own_port)) as server:
        thread = threading.Thread(target=lambda: server.accept()[0].sendall(b"hello"))
        thread.start()
        with socket.create_connection(("localhost", lab.own_port)) as client:
            assert client.recv(10) == b"hello"
            assert client.getpeername()[1] == lab.own_port
        thread.join()
    with socket.create_connection(("127.0.0.1", lab.open_port)):
        pass


@honest
def a_server_for_both_families(lab):
    socket.create_server(("", lab.own_port), family=socket.AF_INET6, dualstack_ipv6=True).close()


@honest
def servers_of_the_library(lab):
    import http.server
    import socketserver
    import urllib.request

    address = ("127.0.0.1", lab.own_port)
    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(address, socketserver.BaseRequestHandler):
        pass
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=lab.scratch)
    handler.log_message = lambda *_: None
    with open("page.html", "w") as page:
        page.write("<p>hello")
    before = time.monotonic()
    with http.server.ThreadingHTTPServer(address, handler) as server:  # asks for its name
        assert time.monotonic() - before < 3
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{lab.own_port}/page.html"
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url) as answer:
            assert answer.headers["Content-Type"] == "text/html"
            assert answer.read() == b"<p>hello"
        server.shutdown()


@honest
def two_hundred_threads(lab):
    ending = threading.Event()
    threads = [threading.Thread(target=ending.wait) for _ in range(200)]
    for thread in threads:
        thread.start()
    ending.set()
    for thread in threads:
        thread.join()


@honest
def pools_of_threads(lab):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        assert sum(pool.map(len, ["a"] * 100)) == 100


@honest
def asyncio_servers(lab):
    import asyncio

    async def main():
        async def greet(reader, writer):
            writer.write(b"hello")
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(greet, "127.0.0.1", lab.own_port):
            reader, writer = await asyncio.open_connection("127.0.0.1", lab.own_port)
            assert await reader.read() == b"hello"
            writer.close()
        return await asyncio.to_thread(len, "abc")

    assert asyncio.run(main()) == 3


@honest
def asyncio_subprocesses(lab):
    import asyncio

    async def main():
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "print(1)", stdout=asyncio.subprocess.PIPE
        )
        return await process.communicate()

    assert asyncio.run(main())[0] == b"1\n"


@honest
def another_python(lab):
    code = "import sys, ssl, json, socket; print(sys.prefix)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10)
    assert (done.stdout.strip(), done.stderr) == (sys.prefix, "")


@honest
def signals_to_its_own_children(lab):
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    process.terminate()
    assert process.wait() == -signal.SIGTERM
    group = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    while os.getpgid(group.pid) != group.pid:
        pass
    os.killpg(group.pid, signal.SIGTERM)
    assert group.wait() == -signal.SIGTERM


@honest
def multiprocessing_by_fork(lab):
    import multiprocessing

    fork = multiprocessing.get_context("fork")
    near, far = fork.Pipe()
    process = fork.Process(target=far.send, args=(["hello"],))
    process.start()
    assert near.recv() == ["hello"]
    process.join()
    assert process.exitcode == 0
    stopped = fork.Process(target=time.sleep, args=(60,))
    stopped.start()
    stopped.terminate()
    stopped.join()


@honest
def multiprocessing_by_spawn(lab):
    source = """if True:
        import multiprocessing
        def work(end): end.send("hello")
        if __name__ == "__main__":
            spawn = multiprocessing.get_context("spawn")
            near, far = spawn.Pipe()
            process = spawn.Process(target=work, args=(far,))
            process.start()
            assert near.recv() == "hello"
            process.join()
            print("done")
    """
    with open("spawns.py", "w") as file:
        file.write(source)
    done = subprocess.run([sys.executable, "spawns.py"], capture_output=True, text=True, timeout=15)
    assert (done.stdout, done.stderr) == ("done\n", "")


@honest
def names_of_hosts_and_services(lab):
    assert socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)
    assert socket.gethostbyname("localhost").startswith("127.")
    assert socket.gethostname()
    before = time.monotonic()
    socket.getfqdn("127.93.4.17")
    assert time.monotonic() - before < 3


@honest
def pairs_of_sockets(lab):
    import select

    near, far = socket.socketpair()
    far.send(b"x")
    assert select.select([near], [], [], 1)[0] == [near]
    poll = select.epoll()
    poll.register(near)
    assert poll.poll(1)


@honest
def parts_of_the_library(lab):
    import hashlib
    import locale
    import mimetypes
    import ssl
    import uuid
    import zoneinfo

    ssl.create_default_context()
    zoneinfo.ZoneInfo("Europe/Berlin")
    locale.setlocale(locale.LC_ALL, "")
    assert mimetypes.guess_type("a.css")[0] == "text/css"
    assert os.cpu_count() >= 1 and len(os.urandom(4)) == 4
    assert uuid.uuid4() != uuid.uuid1()
    assert hashlib.new("sha256", b"").hexdigest().startswith("e3b0")
    os.nice(0)
    os.sched_setaffinity(0, os.sched_getaffinity(0))
    subprocess.run([sys.executable, "-c", ""], stdin=subprocess.DEVNULL, check=True)
    with open(os.devnull, "w") as nothing:
        print("x", file=nothing)


@honest
def runaway_recursion_in_a_thread(lab):
    """Meets RecursionError, not the end of a small stack."""
    outcomes = []

    class Strange:
        def __getattr__(self, name):
            return getattr(self, name)

    def run():
        try:
            getattr(Strange(), "anything")  # noqa: B009  the look-up itself is what runs
        except RecursionError:
            outcomes.append("seen")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert outcomes == ["seen"]


@honest
def packages_of_the_environment(lab):
    try:
        import requests
    except ImportError:
        return
    try:
        requests.get(f"http://127.0.0.1:{lab.closed_port}/", timeout=1)
    except requests.RequestException:
        pass


# ---------------------------------------------------------------- special policies


@honest
def datagrams(lab):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.sendto(b"hello", one.getsockname())
        assert one.recv(10) == b"hello"


datagrams.policy = {"sockets": "udp"}


@honest
def unix_sockets(lab):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("here.sock")
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect("here.sock")
            accepted, _ = server.accept()
            accepted.close()
    os.unlink("here.sock")


unix_sockets.policy = {"unix": True}


@honest
def a_unix_server(lab):
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("here.sock")
        server.listen()
        for path in ("here.sock", lab.stream_path):
            try:
                client.connect(path)
            except PermissionError:
                continue
            raise AssertionError(path)
    os.unlink("here.sock")


a_unix_server.policy = {"unix": "serve"}


@honest
def work_without_a_network(lab):
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
        try:
            socket.socket(family).close()
        except PermissionError:
            continue
        raise AssertionError(family)
    import asyncio

    asyncio.run(asyncio.sleep(0))


work_without_a_network.policy = {"sockets": "none"}


@honest
def a_client_that_lets_the_kernel_choose(lab):
    with socket.socket() as client:
        client.bind(("127.0.0.1", 0))
        client.connect(("127.0.0.1", lab.open_port))


a_client_that_lets_the_kernel_choose.policy = {"bind": [0]}


# ---------------------------------------------------------------- leftovers

LEFTOVERS = {}


def leaves(function):
    LEFTOVERS[function.__name__] = function
    return function


@leaves
def nothing(lab):
    os.waitpid(os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-c", ""]), 0)


@leaves
def three_daemons(lab):
    """Double forks with sessions of their own, deaf to all that can be ignored."""
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                    signal.signal(number, signal.SIG_IGN)
                signal.pause()
            os._exit(0)
        os.wait()


@leaves
def a_fork_storm(lab):
    """Each process forks and ends: a pid that was read is already history."""
    end = time.monotonic() + 30

    def run_away():
        while time.monotonic() < end:
            try:
                if os.fork():
                    os._exit(0)
                os.setsid()
            except OSError:
                pass

    for _ in range(8):
        if os.fork() == 0:
            run_away()
            os._exit(0)


@leaves
def a_fork_bomb(lab):
    """As many as there may be, and each tries to become two."""
    full, tell = os.pipe()
    os.set_blocking(tell, False)
    if os.fork() == 0:
        while True:
            try:
                os.fork()
            except OSError:
                try:
                    os.write(tell, b"x")
                except BlockingIOError:
                    pass
    os.read(full, 1)


@leaves
def orphans_under_a_stopped_parent(lab):
    parent = os.fork()
    if parent == 0:
        for _ in range(5):
            if os.fork() == 0:
                signal.pause()
        os.kill(os.getpid(), signal.SIGSTOP)
    os.waitpid(parent, os.WUNTRACED)


# ---------------------------------------------------------------- running them


def run_list(lab, options):
    """The supervisor: every function of the list in a child of its own."""
    from jail import reaper, sandbox
    from jail.layers import Layer

    own = sandbox.NO_NAMESPACES
    if "process count" not in options["without"]:
        others = () if options["namespaced"] else (Layer.NETWORK, Layer.VIEW)
        own = sandbox.enter_namespaces(lab.place, frozenset(others))
    if own.room is not None:
        lab.move_to(own.room)
    if Layer.NETWORK in own.layers:
        lab.open_port = lab.listener()
    known = {"attacks": ATTACKS, "honest": HONEST, "leftovers": LEFTOVERS}[options["list"]]
    killall = options["domain"] and reaper.enter_own_domain() and options["killall"]
    outcomes = {}
    for name in options["only"] or known:
        outcomes[name] = run_one(lab, options, own, known[name])
        left = reaper.end_everything(killall)
        if options["list"] == "leftovers":
            outcomes[name] = [outcomes[name], left, bool(killall)]
    return outcomes


def run_one(lab, options, own, function):
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        answer = "broken"
        try:
            answer = in_the_child(lab, options, own, function)
        except BaseException:
            answer = "broken: " + traceback.format_exc()
        finally:
            os.write(write, answer.encode()[:60000])
            os._exit(0)
    os.close(write)
    with open(read, "rb", buffering=0) as source:
        answer = b""
        if select.select([source], [], [], SECONDS_FOR_ONE)[0]:
            answer = source.read(65536)
    if answer:
        os.waitpid(pid, 0)
        return answer.decode()
    ended, status = os.waitpid(pid, os.WNOHANG)
    return f"killed by {os.WTERMSIG(status)}" if ended else "still running"


def in_the_child(lab, options, own, function):
    from jail import sandbox
    from jail.layers import Layer

    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    os.environ.clear()
    os.environ.update(PATH="/usr/bin:/bin", LANG="C.UTF-8", HOME=lab.scratch, TMPDIR=lab.scratch)
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    policy = {
        "bind": [lab.own_port],
        "connect": [lab.own_port, lab.open_port],
        "processes": lab.processes,
        **getattr(function, "policy", {}),
    }
    without = frozenset(map(Layer, options["without"]))
    sandbox.Confinement(
        sandbox.Policy(**policy), lab.scratch, lab.uid, own, without=without
    ).enforce()
    os.chdir(lab.scratch)
    try:
        function(lab)
    except Refused:
        return "no effect"
    except OSError as error:
        if options["list"] == "attacks":
            return errno.errorcode.get(error.errno, str(error.errno))
        return traceback.format_exc()
    except BaseException:
        return traceback.format_exc()
    return "open"


def imitate_another_machine(options):
    from jail import credentials, landlock

    if options["abi"] is not None:
        landlock.abi = lambda: options["abi"]
    if not options["namespaces"]:
        credentials.enter_user_namespace = lambda **_: False


DEFAULTS = {
    "list": "attacks",  # or "honest", "leftovers"
    "only": None,  # names of that list
    "without": [],  # layers to leave out
    "domain": True,  # whether the supervisor enters its own
    "killall": True,  # whether it may use it
    "own_uid": True,  # as root: whether the runs get one
    "processes": 256,
    "abi": None,  # an older Landlock's
    "namespaces": True,  # whether a user may make one
    "namespaced": False,  # whether the runs are in a network and a view of their own
}


def main(jail, options):
    options = {**DEFAULTS, **json.loads(options)}
    sys.path.insert(0, os.path.dirname(jail))
    from jail import landlock, readable, sandbox

    imitate_another_machine(options)
    with tempfile.TemporaryDirectory(prefix="sandbox-lab-") as room:
        os.chmod(room, 0o755)
        lab = Lab(room, jail)
        rules = (*readable.rules(), (os.path.realpath(lab.readable), landlock.RUN))
        readable.rules = lambda: rules
        found = sandbox.protect_self()
        lab.processes = options["processes"]
        lab.uid = None
        if options["own_uid"]:
            lab.uid = sandbox.spare_uid()
        try:
            outcomes = in_a_supervisor(lab, options)
            unharmed, reached = lab.unharmed(), lab.reached()
        finally:
            lab.close()
    print(
        json.dumps(
            {
                "outcomes": outcomes,
                "unharmed": unharmed,
                "reached": reached,
                "uid": lab.uid,
                "works": sorted(found.works),
                "by_capability": found.reads_by_capability,
            }
        )
    )


def in_a_supervisor(lab, options):
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            outcomes = run_list(lab, options)
            os.write(write, json.dumps(outcomes).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(write)
    with open(read, "rb") as source:
        outcomes = source.read()
    os.waitpid(pid, 0)
    return json.loads(outcomes)


if __name__ == "__main__":
    main(*sys.argv[1:])
