"""What in a module's code could run what it reads, start programs, or reach the network.

It reads the syntax tree and follows names through imports, so ``from os import system as s`` is found and the word
``eval`` in a comment is not. It guards against what slips in, not against an author who hides it.
"""

import ast
from collections.abc import Iterator

# Loading or evaluating runs what is in the bytes, and no reason makes that safe. Each name stands for all that lies in
# it; one that begins with a dot is an attribute of anything, one that ends in "=" an argument.
NEVER = frozenset(
    [
        *["pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "jsonpickle", "marshal", "shelve"],
        *["yaml", "ruamel", "runpy", "code", "codeop", "pty", "builtins", "eval", "exec", "compile", "__import__"],
        *[
            "__builtins__",
            "os.system",
            "os.popen",
            "pandas.eval",
            "pandas.read_pickle",
            "numpy.load",
        ],
        *[".eval", ".read_pickle", ".to_pickle", ".exec_module", "shell=", "allow_pickle="],
    ]
)

# What starts programs, pickles what it sends to its own workers, imports by a name made at run time, or reaches the
# network.
WITH_REASON = frozenset(
    [
        *["subprocess", "multiprocessing", "concurrent.futures.process", "concurrent.futures.ProcessPoolExecutor"],
        *["importlib.import_module", "importlib.machinery", "dask", "distributed", "os.posix_spawn", "os.posix_spawnp"],
        *["os.startfile", "socket", "ssl", "socketserver", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib"],
        *["nntplib", "telnetlib", "xmlrpc", "asyncio", "webbrowser", "wsgiref", "requests", "httpx", "httpcore"],
        *["urllib3", "aiohttp", "anyio", "smart_open", "cloudpathlib", "fsspec"],
        *[
            f"os.{verb}{kind}"
            for verb in ("exec", "spawn")
            for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")
        ],
    ]
)

_WATCHED = NEVER | WITH_REASON

# The watched names that need no import; any other bare word is a variable.
_BUILT_IN = frozenset({"eval", "exec", "compile", "__import__", "__builtins__"})


def covers(name: str, found: str) -> bool:
    """Whether a name is what was found or holds it: ``urllib`` covers ``urllib.parse.unquote``."""
    return found == name or found.startswith(f"{name}.")


def offences(code: str) -> set[str]:
    """The watched names that a module's code imports, calls or mentions, each as it is called where it is defined."""
    tree = ast.parse(code)
    named = {*_opened(tree), *_mentions(tree, dict(_imports(tree))), *_switches(tree)}
    return {found for found in named if found.endswith(".*") or any(covers(name, found) for name in _WATCHED)}


def libraries(code: str) -> set[str]:
    """The top names of all that a module's code imports."""
    return {name.partition(".")[0] for name in _opened(ast.parse(code))}


def _opened(tree: ast.Module) -> Iterator[str]:
    """Each import's whole name: ``urllib.parse``, ``urllib.parse.unquote``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each name that an import binds, and what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _mentions(tree: ast.Module, homes: dict[str, str]) -> Iterator[str]:
    """Built-in names and attributes in use, each also by itself: ``frame.eval`` is ``.eval`` whatever the frame is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in _BUILT_IN:
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield f".{node.attr}"
            if (whole := _whole(node, homes)) is not None:
                yield whole


def _whole(node: ast.expr, homes: dict[str, str]) -> str | None:
    """A chain of attributes that begins with an import, as one name."""
    if isinstance(node, ast.Name):
        return homes.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := _whole(node.value, homes)) is not None:
        return f"{owner}.{node.attr}"
    return None


def _switches(tree: ast.Module) -> Iterator[str]:
    """Arguments that are anything but plainly off: ``shell=True`` and ``shell=options.shell``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and not (isinstance(node.value, ast.Constant) and node.value.value is False):
            yield f"{node.arg}="
