"""What programs of a tutorial get wrong first: an address of their own, a socket of another kind.

Both are read in the source, or were seen on the wire. What is said begins with what the program
does, and ends with what to use instead.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.failures.diagnosis.death import Around, Death, Transport
from grader.i18n import gettext, gettext_noop
from grader.syntax import parsed, written

# Calls that are given an address, by what one says that a program does by them
ADDRESSED = {
    "bind": gettext_noop("binds"),
    "create_server": gettext_noop("binds"),
    "connect": gettext_noop("connects to"),
    "connect_ex": gettext_noop("connects to"),
    "create_connection": gettext_noop("connects to"),
    "sendto": gettext_noop("sends to"),
}
CALLS_OF_SOCKETS = (
    *("socket", "bind", "listen", "accept", "connect", "connect_ex", "send", "sendall"),
    *("sendto", "recv", "recvfrom", "recv_into", "recvfrom_into"),
)
READ_THE_COMMAND_LINE = {"argv", "orig_argv", "argparse", "optparse", "getopt"}
EVERYWHERE = ("", "0.0.0.0")
RIGHT = {
    "tcp": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
}
# What one constant is taken for in the place of another: on all systems they are the same numbers
AS_FAMILY = {"SOCK_STREAM": "AF_UNIX", "SOCK_DGRAM": "AF_INET"}
AS_TYPE = {family: type_ for type_, family in AS_FAMILY.items()}
# Numbers of errors (Linux, macOS, Windows) that a socket of another kind than was meant raises
OF_ANOTHER_KIND = r"(?:Errno|WinError) (?:13|22|32|47|57|61|95|97|107|111|10022|10047|10057)\]"


# ------------------------------------------------------------------ an address of its own


def of_address(does: str, used: str, told: tuple[str, int], around: Around) -> str:
    """Tell that a program uses another address than it was told, and where the right one stands.

    `does` is what it does there, translated already: `listens on`, `connected to`.
    """
    host, port = told
    if len(around.address) != 2:  # a URL
        return gettext(
            "Your program {does} {used}, but its command line names {host}:{port}. Use the host and the port that stand there.",
            does=does,
            used=used,
            host=host,
            port=port,
        )
    differs = gettext(
        "Your program {does} {used}, but it was started with {host} {port}.",
        does=does,
        used=used,
        host=host,
        port=port,
    )
    return f"{differs} {_where_it_stands(around)}"


def _where_it_stands(around: Around) -> str:
    if not names_in(around.source) & READ_THE_COMMAND_LINE:
        if around.others:
            return gettext(
                "Use the HOST and PORT of the command line. The last lines of the stub read them."
            )
        return gettext(
            "Use the HOST and PORT of the command line: `sys.argv[1]` and `int(sys.argv[2])`. The last lines of the stub read them."
        )
    if any({"host", "port"} <= parameters for parameters in _parameters(around.source)):
        return gettext("Use `host` and `port`, which the stub reads from the command line.")
    return gettext("Use the HOST and PORT of the command line: they are different in each run.")


def names_in(source: str) -> set[str]:
    """Give the names and the modules that a program uses."""
    nodes = list(ast.walk(parsed(source)))
    names = {_name_of(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)}
    return names | {node.name for node in nodes if isinstance(node, ast.alias)}


def lines_that_make_sets(source: str) -> list[int]:
    """Give the numbers of the lines in which a program makes a set, each as often as it does so."""
    return sorted(
        node.lineno
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Set | ast.SetComp)
        or (isinstance(node, ast.Call) and _name_of(node.func) in ("set", "frozenset"))
    )


def _parameters(source: str) -> list[set[str]]:
    """Give the parameters of each function of a program."""
    nodes = ast.walk(parsed(source))
    functions = [node.args.args for node in nodes if isinstance(node, ast.FunctionDef)]
    return [{each.arg for each in parameters} for parameters in functions]


def of_own_address(death: Death) -> str | None:
    """Tell that the line which failed uses an address that stands in the program, or None."""
    told = death.around.address
    used = _address_used(death)
    if used is None or len(told) < 2 or not told[1].isdecimal():
        return None
    does, host, port = used
    if (host or told[0]) in (told[0], *EVERYWHERE) and (port or told[1]) == told[1]:
        return None
    return of_address(gettext(does), _shown(host, port), (told[0], int(told[1])), death.around)


def _shown(host: str | None, port: str | None) -> str:
    if host is None:
        return gettext("the port {port}", port=port)
    if host and port:
        return f"{host}:{port}"
    host = host or gettext("'' (every address)")
    if port:
        return gettext("the host {host} and the port {port}", host=host, port=port)
    return gettext("the host {host}", host=host)


def of_sending_to_itself(source: str) -> str | None:
    """Tell that a server sends its answers to the address that it binds, or None.

    Names count that stand for one thing in the whole program.
    """
    tree = parsed(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    bound = {written(call.args[0]) for call in calls if _name_of(call.func) == "bind"} - {""}
    sendings = [call for call in calls if _name_of(call.func) == "sendto"]
    if not sendings or not all(written(call.args[-1]) in bound for call in sendings):
        return None
    address = sendings[0].args[-1]
    names = {node.id for node in ast.walk(address) if isinstance(node, ast.Name)}
    if any(_places(tree).count(name) != 1 for name in names):
        return None
    return gettext(
        "Line {line} sends the answer to {address}, which is the address that the server itself binds. So the server receives its own answer. Send it to the address that recvfrom() gives.",
        line=sendings[0].lineno,
        address=written(address),
    )


def _places(tree: ast.Module) -> list[str]:
    """List the names that get a value in a program, once for each place where one does."""
    nodes = list(ast.walk(tree))
    stored = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return stored + [node.arg for node in nodes if isinstance(node, ast.arg)]


def _address_used(death: Death) -> tuple[str, str | None, str | None] | None:
    """Give what the line does, and the host and the port that the program itself has for it.

    None for one of them is one that may come from elsewhere. Names count that have one value.
    """
    call = next(
        (call for call in _calls(death.statement) if _name_of(call.func) in ADDRESSED), None
    )
    if call is None or not call.args:
        return None
    values = _values(death.around.source)
    address = call.args[-1 if _name_of(call.func) == "sendto" else 0]
    if isinstance(address, ast.Name):
        address = values.get(address.id, address)
    if not isinstance(address, ast.Tuple) or len(address.elts) != 2:
        return None
    host, port = (_constant(each, values) for each in address.elts)
    if not isinstance(host, str):
        host = None
    if host is None and port is None:
        return None
    is_number = isinstance(port, int) and not isinstance(port, bool)
    return ADDRESSED[_name_of(call.func)], host, str(port) if is_number else None


def _constant(node: ast.expr, values: dict[str, ast.expr]) -> object:
    if isinstance(node, ast.Name):
        node = values.get(node.id, node)
    return node.value if isinstance(node, ast.Constant) else None


def _values(source: str) -> dict[str, ast.expr]:
    """Give the value of each name that gets one in one place of a program only."""
    values: dict[str, ast.expr] = {}
    tree = parsed(source)
    places = _places(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                values |= _assigned(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value:
            values |= _assigned(node.target, node.value)
    return {name: value for name, value in values.items() if places.count(name) == 1}


def _assigned(target: ast.expr, value: ast.expr) -> dict[str, ast.expr]:
    if isinstance(target, ast.Name):
        return {target.id: value}
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return {name.id: part for name, part in pairs if isinstance(name, ast.Name)}
    return {}


# ------------------------------------------------------------------ a socket of another kind


class Made(NamedTuple):
    """A call of socket(): its line, how it reads, and the names of its family and its type."""

    line: int
    code: str
    family: str
    type: str
    is_bare: bool  # nothing is said of the type


def of_made_socket(death: Death) -> str | None:
    """Tell which kind of socket the program really makes, where that is why a call fails."""
    transport = death.around.transport
    if transport not in RIGHT or not death.calls(*CALLS_OF_SOCKETS):
        return None
    is_pair_for_a_path = death.name == "TypeError" and "not 'tuple'" in death.detail
    if is_pair_for_a_path or re.search(OF_ANOTHER_KIND, death.detail):
        return of_wrong_kind(death.around.source, transport)
    return None


def of_wrong_kind(source: str, transport: Transport) -> str | None:
    """Tell of the sockets of a program that all are of another kind than its task's, or None.

    Only calls are told of in which a type stands where the family belongs, or nothing stands.
    """
    made = list(_made(source))
    if not made or any(_is_right(each, transport) for each in made):
        return None
    first = made[0]
    if first.family in AS_FAMILY:
        kind = _kind(AS_FAMILY[first.family], first.type)
        return gettext(
            "`{code}` (line {line}) makes {kind}, since the first argument is the family: write `{right}`.",
            code=first.code,
            line=first.line,
            kind=kind,
            right=RIGHT[transport],
        )
    if first.is_bare and transport == "udp":
        return gettext(
            "`{code}` (line {line}) makes a TCP socket, since nothing is said of its type: write `{right}`.",
            code=first.code,
            line=first.line,
            right=RIGHT[transport],
        )
    return None


def _kind(family: str, type_: str) -> str:
    if family == "AF_UNIX":
        return gettext("a socket of the family AF_UNIX")
    if AS_TYPE.get(type_, type_) == "SOCK_DGRAM":
        return gettext("a UDP socket")
    return gettext("a TCP socket")


def _is_right(made: Made, transport: Transport) -> bool:
    family = AS_FAMILY.get(made.family, made.family)
    wanted = "SOCK_DGRAM" if transport == "udp" else "SOCK_STREAM"
    return family != "AF_UNIX" and AS_TYPE.get(made.type, made.type) == wanted


def _made(source: str) -> Iterator[Made]:
    tree = parsed(source)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or _name_of(call.func) != "socket":
            continue
        given: dict[str, ast.expr] = dict(zip(("family", "type", "proto"), call.args, strict=False))
        given |= {word.arg: word.value for word in call.keywords if word.arg}
        family, kind = (
            _name_of(given[each]) if each in given else "" for each in ("family", "type")
        )
        is_bare = "type" not in given and not _unpacks(call)
        if code := written(call):
            yield Made(call.lineno, code, family or "AF_INET", kind or "SOCK_STREAM", is_bare)


def _unpacks(call: ast.Call) -> bool:
    """Tell whether arguments come out of a list or a dict, where they cannot be seen."""
    return any(isinstance(each, ast.Starred) for each in call.args) or any(
        word.arg is None for word in call.keywords
    )


# ------------------------------------------------------------------ reading a program


def _name_of(node: ast.expr) -> str:
    """Give the name that a call or a value has in a program, without its module."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def number_of_arguments(statement: str, name: str) -> int | None:
    """Give how many arguments a line gives to the function of this name, or None."""
    calls = (call for call in _calls(statement) if _name_of(call.func) == name)
    return next((len(call.args) for call in calls), None)


def _calls(statement: str) -> Iterator[ast.Call]:
    """Give the calls of a line, which may be only the head of a block."""
    for whole in (statement, f"{statement} pass", f"{statement}\n    pass"):
        yield from (node for node in ast.walk(parsed(whole)) if isinstance(node, ast.Call))
