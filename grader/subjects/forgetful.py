"""Tells whether the functions of a file can leave anything to each other, or to their next call.

A function that uses what an earlier call has left behind, such as a session in a global variable,
works only after that one. So each call is made in a process that no other one has used. There is
no need of that where the file has nothing to leave a thing in: at its top are imports of modules
that keep nothing, constants and functions, and what can be reached from everywhere (modules,
their classes, the functions themselves) is only called. Then whatever a call changes is its own.

This reads plain files only, as most are: what it allows is listed here, and whatever it does not
know may keep something.
"""

import ast
import functools
import itertools
import sys
from collections.abc import Iterator, Set

from grader.syntax import NOT_PARSED

MOST_SOURCE = 1 << 16  # bytes: a plain file is not longer
MODULES = {"__future__", "base64", "collections", "html", "http", "json", "requests", "typing"}
MODULES |= {"urllib"}
BELOW_REQUESTS = {"certifi", "chardet", "charset_normalizer", "idna", "urllib3"}
# what is used of these modules: modules, functions and classes of which nothing is changed
OF_MODULES = {
    *("get", "post", "head", "put", "patch", "delete", "options", "request", "session"),
    *("auth", "cookies", "exceptions", "structures", "utils", "cookiejar_from_dict"),
    *("dict_from_cookiejar", "quote", "quote_plus", "unquote", "unquote_plus", "urlencode"),
    *("parse", "urljoin", "urlparse", "urlsplit", "b64encode", "b64decode", "dumps", "loads"),
    *("escape", "unescape", "requote_uri", "Session", "HTTPBasicAuth", "CaseInsensitiveDict"),
    *("RequestsCookieJar", "SimpleCookie", "OrderedDict", "Counter", "RequestException"),
    *("HTTPError", "ConnectionError", "Timeout", "JSONDecodeError", "Response", "annotations"),
    *(
        "ConnectTimeout",
        "ReadTimeout",
        "InvalidURL",
        "HTTPDigestAuth",
        "Any",
        "Dict",
        "List",
        "Mapping",
        "Optional",
        "Tuple",
        "Union",
        "abc",
        "codes",
    ),
}
# what is used of values that a call has made, or was given
OF_VALUES = {
    *("apparent_encoding", "auth", "content", "cookies", "encoding", "get_dict", "headers"),
    *("history", "iter_content", "iter_lines", "json", "ok", "params", "raise_for_status"),
    *("reason", "request", "status_code", "text", "url", "get", "post", "head", "close"),
}
OF_VALUES |= {
    name
    for kind in (str, bytes, dict, list, set, tuple, int, float)
    for name in dir(kind)
    if not name.startswith("_")
}
# names of what reaches things in other ways than by their own names, or ends the input
WAYS_ROUND = {
    *("breakpoint", "compile", "delattr", "eval", "exec", "exit", "getattr", "globals", "help"),
    *("input", "locals", "open", "quit", "setattr", "type", "vars"),
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
IMPORTS = (ast.Import, ast.ImportFrom)
# what stands in the types of a plain function, which Python works out when it defines it
OF_TYPES = (ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.BinOp, ast.Constant)


def keeps_nothing(source: bytes, folder: Set[str]) -> bool:
    """Tell whether it is plain from this file that nothing is left from one call to the next.

    Its folder holds these files, which may hide the modules that it imports.
    """
    if len(source) > MOST_SOURCE:
        return False
    tops = {name.partition("/")[0].partition(".")[0] for name in folder}
    if tops & (sys.stdlib_module_names | MODULES | BELOW_REQUESTS):
        return False
    return _keeps_nothing(source)


@functools.lru_cache(maxsize=64)
def _keeps_nothing(source: bytes) -> bool:
    try:
        tree = ast.parse(source)
        return _File(tree).is_plain()
    except NOT_PARSED:
        return False


class _File:
    """A learner's file, and what can be reached from everywhere in it."""

    def __init__(self, tree: ast.Module) -> None:
        # what stands under the main guard does not run where functions are called
        self._body = [each for each in tree.body if not _is_main_guard(each)]
        self._imports = [each for each in self._body if isinstance(each, IMPORTS)]
        self._functions = [each for each in self._body if isinstance(each, FUNCTIONS)]
        self._shared = {each.name for each in self._functions}
        for alias in itertools.chain.from_iterable(each.names for each in self._imports):
            self._shared.add(alias.asname or alias.name.partition(".")[0])
        self._named: set[int] = set()  # nodes of uses that change nothing, by their ids

    def is_plain(self) -> bool:
        """Tell whether nothing in it can keep anything."""
        if not (all(map(_is_fixed, self._body)) and all(map(_keeps_none, self._imports))):
            return False
        for function in self._functions:
            for node in ast.walk(function):
                self._note_uses(node)
        parts = itertools.chain.from_iterable(map(ast.walk, self._functions))
        return all(map(self._is_harmless, parts))

    def _note_uses(self, node: ast.AST) -> None:
        """Note the names in a node that calls, catches, raises or names a type, and no more."""
        uses: list[ast.expr | None] = []
        match node:
            case ast.Call(func, args):
                uses = [func]
                if isinstance(func, ast.Name) and func.id == "isinstance":
                    uses += args[1:]
            case ast.ExceptHandler(ast.Tuple(kinds)):
                uses = [*kinds]
            case ast.ExceptHandler(kind) | ast.Raise(kind):
                uses = [kind]
            case ast.arg(annotation=kind) | ast.AnnAssign(annotation=kind):
                uses = [*_types(kind)]
            case ast.FunctionDef(returns=kind) | ast.AsyncFunctionDef(returns=kind):
                uses = [*_types(kind)]
            case ast.Attribute(ctx=ast.Load()) if _is_number(node):
                uses = [node]
        for use in uses:
            self._note(use)

    def _note(self, use: ast.expr | None) -> None:
        """Note a name, or the names of a chain that begins with a shared one."""
        chain: list[ast.AST] = []
        while isinstance(use, ast.Attribute):
            if use.attr not in OF_MODULES and not _is_number(use):
                return
            chain.append(use)
            use = use.value
        if isinstance(use, ast.Name) and use.id in self._shared:
            self._named |= {id(use), *map(id, chain)}

    def _is_harmless(self, node: ast.AST) -> bool:
        """Tell whether nothing outlives a call by this part of a function."""
        if id(node) in self._named:
            return True
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return _is_simple(node)
            case ast.Attribute(attr=name):
                return name in OF_VALUES
            case ast.Name(name):
                return not (name in WAYS_ROUND | self._shared or name.startswith("__"))
        return not isinstance(node, (ast.Global, ast.ClassDef, ast.Lambda, *IMPORTS))


def _is_number(node: ast.Attribute) -> bool:
    """Tell whether this is `requests.codes.ok` or its like."""
    is_of_codes = isinstance(node.value, ast.Attribute) and node.value.attr == "codes"
    return is_of_codes and not hasattr(dict, node.attr) and not node.attr.startswith("_")


def _is_main_guard(statement: ast.stmt) -> bool:
    match statement:
        case ast.If(
            ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")]), orelse=[]
        ):
            return True
    return False


def _is_fixed(statement: ast.stmt) -> bool:
    """Tell whether a statement at the top of a file defines nothing that can change."""
    match statement:
        case ast.Expr(ast.Constant()):
            return True
        case ast.Assign(targets, value):
            return _is_constant(value) and all(isinstance(each, ast.Name) for each in targets)
        case ast.AnnAssign(ast.Name(), annotation, value):
            return (value is None or _is_constant(value)) and _is_type(annotation)
    return isinstance(statement, (*FUNCTIONS, *IMPORTS))


def _is_constant(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return all(map(_is_constant, value.elts))
    return isinstance(value, ast.Constant)


def _keeps_none(statement: ast.Import | ast.ImportFrom) -> bool:
    """Tell whether all that is imported is known to keep nothing."""
    if isinstance(statement, ast.Import):
        return all(alias.name.partition(".")[0] in MODULES for alias in statement.names)
    is_known = not statement.level and (statement.module or "").partition(".")[0] in MODULES
    return is_known and all(alias.name in OF_MODULES for alias in statement.names)


def _is_simple(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether nothing is made where a function is defined, but the function."""
    of_arguments = function.args
    named = [*of_arguments.posonlyargs, *of_arguments.args, *of_arguments.kwonlyargs]
    named += filter(None, (of_arguments.vararg, of_arguments.kwarg))
    types = [function.returns, *(each.annotation for each in named)]
    given = [*of_arguments.defaults, *filter(None, of_arguments.kw_defaults)]
    return (
        not function.decorator_list
        and not getattr(function, "type_params", None)
        and all(map(_is_constant, given))
        and all(kind is None or _is_type(kind) for kind in types)
    )


def _is_type(annotation: ast.expr) -> bool:
    allowed = (*OF_TYPES, ast.operator, ast.expr_context)
    return all(isinstance(node, allowed) for node in ast.walk(annotation))


def _types(annotation: ast.expr | None) -> Iterator[ast.expr]:
    """Yield the names in an annotation."""
    for node in ast.walk(annotation) if annotation else ():
        if isinstance(node, ast.Name | ast.Attribute):
            yield node
