"""What it means that a call of a socket, or of the system, has failed."""

import re

from grader.failures.diagnosis.death import Death, Row, always, says
from grader.failures.diagnosis.first_contact import of_own_address
from grader.i18n import gettext, gettext_noop

SENDING = ("send", "sendall", "sendto", "sendmsg", "sendfile", "write", "flush")
RECEIVING = ("recv", "recv_into", "recvfrom", "read", "readline", "readinto", "makefile")
SECOND_SOCKET = gettext_noop("On a server, accept() hands you a second socket: talk on that one.")


def invalid(death: Death) -> str | None:
    """Explain EINVAL: a call came before the one that has to precede it."""
    if death.calls("accept"):
        return gettext(
            "accept() was called on a socket that does not listen: bind() gives it its address, listen() opens the door, and then comes accept()."
        )
    if death.calls("bind") and death.comes_before("listen", "bind"):
        return gettext(
            "listen() stands before bind() here. listen() on a socket without an address gives it one, so bind() comes too late. Write bind() first, and then listen()."
        )
    if death.calls("bind"):
        return gettext(
            "This socket has an address already: bind() is called once, and before connect()."
        )
    if death.statement and not death.calls("listen"):
        return None
    return gettext(
        "The call does not fit the state of the socket: bind() gives it its address, listen() opens the door, and then comes accept()."
    )


def not_connected(death: Death) -> str:
    """Explain ENOTCONN."""
    is_of_udp = death.around.transport == "udp" and "SOCK_DGRAM" in death.around.source
    if is_of_udp and death.calls("shutdown"):
        return gettext(
            "This UDP socket has no connection that shutdown() could end: close() is all that it needs."
        )
    if death.around.role == "client":
        if death.was_told_to("connect") and death.around.has_connected:
            return gettext(
                "This socket is not connected, or not any more: a client connects before it sends or receives, and the other side may go."
            )
        return gettext(
            "This socket is not connected: a client calls connect() before it sends or receives."
        )
    if death.around.transport == "udp" and "SOCK_DGRAM" not in death.around.source:
        return gettext(
            "This socket is one of TCP, and not connected. A UDP socket is one of SOCK_DGRAM: it is bound, and receives datagrams."
        )
    if death.calls("shutdown", "getpeername") and not death.is_on_the_listener:
        return gettext("This socket is not connected any more: the other side has gone.")
    if death.receiver and death.around.source and not death.is_on_the_listener:
        return gettext("This socket is not connected, or not any more: accept() gives one that is.")
    return f"{gettext('This socket is not connected.')} {gettext(SECOND_SOCKET)}"


def broken_pipe(death: Death) -> str:
    """Explain EPIPE: nobody has ever been at the other end, or nobody is any more."""
    if death.is_on_the_listener:
        return f"{gettext('It sends on the socket that listens, which is connected to nobody.')} {gettext(SECOND_SOCKET)}"
    role = death.around.role
    if death.was_told_to("shutdown"):
        return gettext(
            "Nothing more could be sent here: shutdown() had ended the sending, or the other side has gone."
        )
    if role == "client" and death.around.transport == "udp" and death.calls("sendto"):
        return gettext(
            "This is a TCP socket, which is connected to nobody: the type of a UDP socket is socket.SOCK_DGRAM."
        )
    if role == "client" and not death.around.has_connected:
        return gettext("This socket was never connected: a client calls connect() before it sends.")
    if role == "server":
        return gettext(
            "The client had gone before this was sent: sending on a connection that the other side has left raises BrokenPipeError. A server has to catch it, and to go on."
        )
    return gettext("Nobody is at the other end of this socket, or not any more.")


def reset(death: Death) -> str:
    """Explain ECONNRESET."""
    if death.around.role == "server":
        return gettext(
            "A client has reset its connection, as a client that crashes does. The call that meets the reset raises ConnectionResetError. A server has to catch it, and to go on."
        )
    return gettext(
        "The other side has reset the connection: the call that meets it raises ConnectionResetError."
    )


def closed(death: Death) -> str:
    """Explain EBADF."""
    if death.calls("accept"):
        return gettext(
            "The socket that listens had been closed before this call of accept(): it stays open for as long as clients may come."
        )
    return gettext("This socket had been closed before it was used once more.")


def in_use(death: Death) -> str | None:
    """Explain EADDRINUSE: the address was free when the program was started."""
    if death.around.role == "client":
        return gettext(
            "It binds an address that is taken: the HOST and PORT of its command line are the server's. A client needs no bind(), or binds port 0."
        )
    if elsewhere := of_own_address(death):
        return gettext("{elsewhere} (That other address is in use.)", elsewhere=elsewhere)
    if death.around.role is None:
        return None
    return gettext(
        "The HOST and PORT of the command line were free when the program was started: if it binds these, a socket of its own has them already."
    )


def no_such_address(death: Death) -> str:
    """Explain EADDRNOTAVAIL: it is bind() that needs an address of the machine's own."""
    if death.around.role == "client":
        return gettext(
            "It binds an address that this machine does not have. A client needs no bind(), or binds port 0."
        )
    if elsewhere := of_own_address(death):
        return gettext(
            "{elsewhere} (This machine does not have that other address.)", elsewhere=elsewhere
        )
    return gettext("This machine has no such address: bind the HOST from the command line.")


def refused(death: Death) -> str | None:
    """Explain ECONNREFUSED."""
    role, transport = death.around.role, death.around.transport
    if role == "server" and transport == "tcp":
        return gettext(
            "Nobody listens where the program knocked: a server does not connect(), it binds, listens and accepts."
        )
    if role == "client" and transport == "tcp" and _is_told_of_a_datagram(death):
        return gettext(
            "Its socket is one of UDP (SOCK_DGRAM), and nobody receives datagrams there: the server is one of TCP, which is SOCK_STREAM."
        )
    if role == "client" and (elsewhere := of_own_address(death)):
        return gettext("{elsewhere} (Nobody listens at that other address.)", elsewhere=elsewhere)
    if transport == "udp" and role and not death.calls("connect", "create_connection"):
        return gettext(
            "This UDP socket is connected, so it is told when nobody is bound where it sends: that comes as ConnectionRefusedError from a later call, and means no more than no answer."
        )
    if role == "client" and death.around.has_connected:
        return gettext(
            "It was connected to the server before: this is a second connection, and nobody listens there any more. All of the talk belongs on the first one."
        )
    if role == "client":
        return gettext(
            "Nobody listens where the program knocked: a client connects to the HOST and PORT of its command line, by the protocol that it is asked for."
        )
    return gettext("Nobody listens where the program knocked.")


def _is_told_of_a_datagram(death: Death) -> bool:
    """Tell whether it is a datagram that was refused: of a connection connect() itself is told."""
    dials = death.calls("connect", "create_connection", "connect_ex", "open_connection")
    talks = death.calls(*SENDING, *RECEIVING)
    return talks and not dials and "SOCK_DGRAM" in death.around.source


def kind_of_socket(death: Death) -> str:
    """Explain EOPNOTSUPP."""
    if death.around.transport == "udp":
        return gettext(
            "This kind of socket cannot do that: listen() and accept() belong to TCP, a UDP socket is bound and receives datagrams."
        )
    if death.around.transport == "tcp":
        return gettext(
            "This kind of socket cannot do that: listen() and accept() belong to TCP, and this one is a UDP socket (SOCK_DGRAM)."
        )
    return gettext(
        "This kind of socket cannot do that: listen() and accept() belong to TCP, a UDP socket is bound and receives datagrams."
    )


def no_destination(death: Death) -> str:
    """Explain EDESTADDRREQ."""
    return gettext(
        "send() needs a connected socket; a UDP socket is told the address with every sendto()."
    )


def timed_out(death: Death) -> str:
    """Explain TimeoutError."""
    host = re.search(
        r"(?:bind|create_server|Server)\s*\(\s*\(\s*[\"']([\w.]+)[\"']", death.around.source
    )
    told = death.around.address
    if death.calls("accept") and host and told and host[1] not in (*told, "0.0.0.0"):
        return gettext(
            "The program's own time limit ran out while it waited in accept(): it binds {host}, and the client comes to {address}.",
            host=host[1],
            address=":".join(told[:2]),
        )
    for name in (*RECEIVING, "accept", "connect", "result", "wait"):
        if death.calls(name):
            return gettext(
                "The program's own time limit ran out while it waited in {name}().", name=name
            )
    return gettext("The program's own time limit ran out while it waited.")


def no_name(death: Death) -> str:
    """Explain gaierror."""
    if "Servname" in death.detail:
        return gettext(
            "The port is neither a number nor the name of a service: use PORT from the command line."
        )
    if "ddress family" in death.detail:
        if "AF_INET6" in death.around.source:
            return gettext(
                "HOST is an IPv4 address, and this socket is of another family: the one for IPv4 is AF_INET."
            )
        return gettext(
            "The address and the socket are of two families: HOST is an IPv4 address, and the family for those is AF_INET."
        )
    if death.around.role == "client" and death.around.others:
        return gettext(
            "Python asked the resolver of the system for this name, which does not know it. Ask the name server at HOST and PORT."
        )
    if match := re.search(r"""["']([\w.-]+)["']""", death.statement):
        return gettext(
            "The name {name} has no address here: use HOST from the command line as it is.",
            name=match[1],
        )
    return gettext("This name has no address: use HOST from the command line as it is.")


NOBODY_ELSES = gettext_noop(
    "This is not allowed here. A program may use its own sockets, processes and files, and nobody else's."
)
ONLY_PYTHON = gettext_noop(
    "A child process may be Python once more: other programs cannot be started here."
)


def forbidden(death: Death) -> str:
    """Explain EACCES: what is not allowed here, and what the program was told to use."""
    path = re.search(r"Permission denied: b?['\"](.*)['\"]$", death.detail)
    if path and death.starts_a_program:
        told = gettext("The program was not allowed to start {path}.", path=path[1])
        return f"{told} {gettext(ONLY_PYTHON)}"
    if path:
        return gettext(
            "The program was not allowed to use the file {path}. Here it reads and writes files in its own folder only.",
            path=path[1],
        )
    if death.shows(r"\b(AF_INET6|AF_PACKET|SOCK_RAW)\b"):
        return gettext(
            "This kind of socket is not allowed here. This course uses those of AF_INET: SOCK_STREAM for TCP and SOCK_DGRAM for UDP."
        )
    if death.calls("socket", "create_datagram_endpoint") and death.around.transport == "tcp":
        return gettext(
            "This kind of socket is not allowed here. The task is about TCP, which is SOCK_STREAM."
        )
    if death.around.transport == "none":
        return gettext("The network is not allowed here: this task needs no network.")
    if not death.around.address:
        return gettext(NOBODY_ELSES)
    return _forbidden_address(death)


def _forbidden_address(death: Death) -> str:
    told = ":".join(death.around.address[:2])
    role, elsewhere = death.around.role, of_own_address(death)
    binds = death.calls("bind", "create_server") or death.shows(r"Server\s*\(")
    if binds and role == "client":
        return gettext(
            "This address is not allowed here. A client needs no bind(), or binds port 0."
        )
    if death.calls("connect", "create_connection", "connect_ex", "open_connection"):
        if role == "server":
            return gettext("A server does not connect. It binds, listens and accepts.")
        return elsewhere or _for_a_client(told)
    if binds:
        return elsewhere or _for_a_server(told)
    return elsewhere or gettext(
        "This is not allowed here. A program may use the HOST and PORT of its command line, the kind of socket of its task (TCP or UDP), and files in its own folder."
    )


def _for_a_client(told: str) -> str:
    return gettext(
        "This address is not allowed here. A client connects to the HOST and PORT of its command line, which is {told}.",
        told=told,
    )


def _for_a_server(told: str) -> str:
    return gettext(
        "This address is not allowed here. A server binds the HOST and PORT of its command line, which is {told}.",
        told=told,
    )


def no_file(death: Death) -> str | None:
    """Explain ENOENT: of a file, or of a Unix-domain socket."""
    path = re.search(r"directory: b?['\"](.*)['\"]$", death.detail)
    ours = map(_name, death.around.address)
    if path and death.calls("unlink", "remove") and _name(path[1]) in ours:
        return gettext(
            "It removes the path of its command line, {path}, and there is nothing to remove: the path does not exist when the program starts.",
            path=path[1],
        )
    if path and death.starts_a_program:
        told = gettext("There is no program {path} here.", path=path[1])
        return f"{told} {gettext(ONLY_PYTHON)}"
    if path and not path[1]:
        return gettext(
            "The path here is an empty text: for a name without a folder, os.path.dirname() gives ''."
        )
    if path and (of_site := _no_file_of_a_site(death, path[1])):
        return of_site
    if path:
        return gettext(
            "There is no {path}: a program finds what was handed in with it, and what it has made itself, in the folder in which it runs.",
            path=path[1],
        )
    if death.calls("connect", "open_unix_connection"):
        if re.search(r"\b(unlink|remove)\s*\(", death.around.source):
            return gettext(
                "Nobody is at this path any more: it is the server's, and a line of the program removes a path."
            )
        return gettext(
            "Nobody has bound a socket at this path: the PATH of the command line is the server's."
        )
    return None


def _no_file_of_a_site(death: Death, path: str) -> str | None:
    """Explain ENOENT of a server that serves the files of a folder, the ROOT of its command line."""
    around = death.around
    if around.role != "server" or around.transport != "tcp" or len(around.others) != 1:
        return None
    if _name(around.others[0].rstrip("/")) in path.split("/"):
        return gettext(
            "There is no {name} at that place below ROOT. A client may ask for what is not there, and gets an answer, too: catch FileNotFoundError, or ask is_file() first, and answer 404.",
            name=_name(path),
        )
    if path.startswith("/"):
        return gettext(
            "It opens {path}, which is not below ROOT. Every target begins with /, and what begins with / replaces root in root / target and in os.path.join(root, target). Remove the / first: target.lstrip('/').",
            path=path,
        )
    return None


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def out_of_range(death: Death) -> str | None:
    """Explain OverflowError of a call that takes a number."""
    if "port must be" in death.detail:
        return gettext("A port is a number from 0 to 65535: use PORT from the command line.")
    return None


OF_OS: dict[str, Row] = {
    "Errno 1]": always(NOBODY_ELSES),
    "Errno 9]": closed,
    "Errno 13]": forbidden,
    "Errno 21]": always(gettext_noop("This path is a folder, and a file is needed here.")),
    "Errno 22]": invalid,
    "Errno 32]": broken_pipe,
    "Errno 89]": no_destination,
    "Errno 95]": kind_of_socket,
    "Errno 98]": in_use,
    "Errno 99]": no_such_address,
    "Errno 104]": reset,
    "Errno 107]": not_connected,
    "Errno 111]": refused,
    "Errno 24]": always(
        gettext_noop("Too many files and sockets are open at once: close each socket after use.")
    ),
    "Errno 90]": always(gettext_noop("One datagram cannot be that long.")),
}


def of_os(death: Death) -> str | None:
    """Explain an OSError by its number."""
    for part, row in OF_OS.items():
        if part in death.detail:
            return row(death)
    return None


SOCKETS: dict[str, tuple[Row, ...]] = {
    "OSError": (
        of_os,
        says(
            "AF_UNIX path too long",
            gettext_noop("The path of a Unix-domain socket has at most 107 bytes."),
        ),
    ),
    "BrokenPipeError": (broken_pipe,),
    "ConnectionResetError": (reset,),
    "ConnectionRefusedError": (refused,),
    "gaierror": (no_name,),
    "TimeoutError": (timed_out,),
    "FileNotFoundError": (no_file,),
    "PermissionError": (
        says(
            "only requests can reach",
            gettext_noop(
                "These tasks are judged through requests: requests.get, a Session, any of its calls."
            ),
        ),
        of_os,
        always(NOBODY_ELSES),
    ),
    "BlockingIOError": (
        always(
            gettext_noop(
                "The socket was told not to wait at all: by setblocking(False), or by a timeout of 0."
            )
        ),
    ),
    "OverflowError": (out_of_range,),
}
