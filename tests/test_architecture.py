"""The shape of the code, checked on its syntax trees: arrows, sizes, and the few things that have one place only.

Every rule is a table. A failure names file and line; an exemption needs a reason beside it.
"""

import ast
import functools
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "fieldapi": {"inspections", "geo", "uploads"},
    "inspections": {"geo", "uploads"},
    "geo": set(),
    "uploads": set(),
}
WEB_SERVERS = {"flask", "flask_restx", "werkzeug", "granian"}
FORBIDDEN = {
    "inspections": WEB_SERVERS,
    "geo": WEB_SERVERS | {"sqlalchemy", "alembic"},
    "uploads": WEB_SERVERS | {"sqlalchemy", "alembic"},
}

TOP_LEVEL = {
    *("fieldapi", "geo", "inspections", "uploads", "tests", "docs", "wsgi.py", "Makefile", "pyproject.toml", ".ci"),
    *("requirements.txt", "requirements-dev.txt", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore", ".git"),
}

FILE_LINES = 300
FILE_KINDS = {".py", ".js", ".mjs", ".css", ".html"}
LONG_FILES: dict[str, str] = {
    "inspections/migrations/versions/0001_the_tables_of_the_main_job.py": "every table of the beginning, generated",
    "inspections/permissions.py": "THE table of permissions, a row for each action",
    "inspections/handout/verify.py": "handed out as one file that needs nothing of ours",
}

FUNCTION_LINES = 40  # without its docstring: explaining costs nothing
LONG_FUNCTIONS: dict[str, str] = {}  # "inspections/hazards.py:record" -> reason

# What is done in one place, and the files or folders that are this place.
MIGRATIONS = "inspections/migrations/"
ENDS_A_TRANSACTION = {"commit", "rollback"}
TRANSACTION_PLACES = {"inspections/db.py": "the one place", MIGRATIONS: "alembic runs its own transactions"}

READS_THE_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
CLOCK_PLACES = {"inspections/db.py": "system_clock"}

READS_THE_ENVIRONMENT = {("os", "environ"), ("os", "getenv"), ("os", "environb")}
ENVIRONMENT_PLACES = {"fieldapi/settings.py": "the one place"}

# Half a second of imports each, so that the command line starts quickly they are imported where they are used.
HEAVY = {"geopandas", "pandas", "pyogrio", "matplotlib", "typst", "fontTools"}


@functools.cache
def ignored_patterns() -> list[str]:
    return [line.strip("/") for line in (ROOT / ".gitignore").read_text().split() if not line.startswith("#")]


def is_ignored(path: Path) -> bool:
    """Whether .gitignore leaves *path* out; it holds plain names and whole paths only."""
    inside = path.relative_to(ROOT)
    wholes = [str(inside), *map(str, inside.parents)]
    return any(fnmatch(name, pattern) for pattern in ignored_patterns() for name in (*inside.parts, *wholes))


def files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in [ROOT / folder, *(ROOT / folder).rglob("*")])
    return sorted(path for path in found if path.is_file() and path.suffix in FILE_KINDS and not is_ignored(path))


def modules(*folders: str) -> list[Path]:
    return [path for path in files(*folders) if path.suffix == ".py"]


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def nodes(path: Path) -> list[ast.AST]:
    return [*ast.walk(tree(path))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_place(path: Path, places: dict[str, str]) -> bool:
    return any(name_of(path) == place or (place.endswith("/") and name_of(path).startswith(place)) for place in places)


def imported(path: Path, node: ast.AST) -> list[str]:
    """The full names of the modules that one statement imports: also relative, also by ``import_module("name")``."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        # One dot is the file's own package, each further dot the package around it.
        around = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
        base = [*around, *([node.module] if node.module else [])]
        return [".".join(base)] if base else [alias.name for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
        return [argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)]
    return []


def top(module: str) -> str:
    return module.split(".")[0]


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: no function's body, nothing that is for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from run_at_import(child)


def uses(path: Path, forbidden: set[tuple[str, str]]) -> Iterator[ast.AST]:
    """Where ``owner.name`` is used, called or not, or ``name`` is imported from ``owner``."""
    for node in nodes(path):
        if isinstance(node, ast.Attribute) and (top_name(node.value), node.attr) in forbidden:
            yield node
        if isinstance(node, ast.ImportFrom) and any((node.module, alias.name) in forbidden for alias in node.names):
            yield node


def top_name(node: ast.AST) -> str:
    """``datetime`` for both ``datetime`` and ``datetime.datetime``."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def functions(node: ast.AST, inside: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        name = inside
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{inside}.{child.name}".strip(".")
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, child
        yield from functions(child, name)


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    docstring = first.end_lineno - first.lineno + 1 if documented else 0
    return function.end_lineno - function.lineno + 1 - docstring


def outside(places: dict[str, str]) -> list[Path]:
    return [path for path in modules(*MAY_IMPORT, "wsgi.py") if not is_place(path, places)]


def none_of(complaints: Iterator[str] | list[str]) -> None:
    found = list(complaints)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_follow_the_arrows(package):
    refused = FORBIDDEN.get(package, set()) | (MAY_IMPORT.keys() - MAY_IMPORT[package] - {package}) | {"tests", "wsgi"}
    none_of(
        f"{name_of(path)}:{node.lineno} {package} may not import {module}"
        for path in modules(package)
        for node in nodes(path)
        for module in imported(path, node)
        if top(module) in refused
    )


def test_the_top_level_holds_nothing_else():
    none_of(
        f"{path.name} does not belong at the top level"
        for path in ROOT.iterdir()
        if path.name not in TOP_LEVEL and not is_ignored(path)
    )


def test_no_file_is_too_long():
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*TOP_LEVEL - {".git"})
    }
    none_of(
        f"{name}:{length} more than {FILE_LINES} lines"
        for name, length in lengths.items()
        if length > FILE_LINES and name not in LONG_FILES
    )
    none_of(f"{name} is no longer long" for name in LONG_FILES if lengths.get(name, 0) <= FILE_LINES)


def test_no_function_is_too_long():
    lengths = {
        f"{name_of(path)}:{name}": (function.lineno, lines_of(function))
        for path in modules(*MAY_IMPORT, "tests", "wsgi.py")
        if not name_of(path).startswith(MIGRATIONS)  # a migration is one list of statements
        for name, function in functions(tree(path))
    }
    none_of(
        f"{name.split(':')[0]}:{line} {name.split(':')[1]} has {length} lines, more than {FUNCTION_LINES}"
        for name, (line, length) in lengths.items()
        if length > FUNCTION_LINES and name not in LONG_FUNCTIONS
    )
    none_of(f"{name} is no longer long" for name in LONG_FUNCTIONS if lengths.get(name, (0, 0))[1] <= FUNCTION_LINES)


def test_a_transaction_ends_in_one_place():
    none_of(
        f"{name_of(path)}:{node.lineno} calls {ast.unparse(node.func)}()"
        for path in outside(TRANSACTION_PLACES)
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ENDS_A_TRANSACTION
    )


@pytest.mark.parametrize(
    ("forbidden", "places"),
    [(READS_THE_CLOCK, CLOCK_PLACES), (READS_THE_ENVIRONMENT, ENVIRONMENT_PLACES)],
    ids=["clock", "environment"],
)
def test_clock_and_environment_are_read_in_one_place(forbidden, places):
    none_of(
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}, which only {' and '.join(places)} may"
        for path in outside(places)
        for node in uses(path, forbidden)
    )


def test_the_api_speaks_no_sql():
    none_of(
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in modules("fieldapi")
        for node in nodes(path)
        if (isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy")
        or (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("call.session."))
    )


def test_heavy_libraries_are_imported_where_they_are_used():
    none_of(
        f"{name_of(path)}:{node.lineno} imports {module} at start-up"
        for path in modules(*MAY_IMPORT, "wsgi.py")
        for node in run_at_import(tree(path))
        for module in imported(path, node)
        if top(module) in HEAVY
    )
