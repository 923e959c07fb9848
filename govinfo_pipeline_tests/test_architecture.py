"""The import rules of the house, read from the source: what may import what, and what stays out of where.

The arrows: orchestration → {review, alerts, metrics, checks, tables, reading} → {regions, form}; review, alerts and
metrics → checks and tables; checks → tables and metrics' indicators; tables → reading. Whatever is not here may not.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import govinfo_pipeline
import govinfo_pipeline_tests

PACKAGE = Path(govinfo_pipeline.__file__).parent
TESTS = Path(govinfo_pipeline_tests.__file__).parent
NAME = "govinfo_pipeline"

STEPS = {"review", "alerts", "metrics", "checks", "tables", "reading"}
BASE = {"regions", "form"}
MAY_IMPORT: dict[str, set[str]] = {
    "form": set(),
    "regions": {"form"},
    "reading": BASE,
    "tables": {"reading"} | BASE,
    "metrics": {"tables", "checks"} | BASE,
    "checks": {"tables", "metrics", "reading"} | BASE,
    "alerts": {"checks", "tables"} | BASE | {"settings"},
    "review": {"checks", "tables"} | BASE,
    "publish": {"metrics", "checks", "tables"} | BASE,
    "orchestration": STEPS | BASE | {"settings"},
    "command": STEPS | BASE | {"publish", "orchestration", "settings"},
    "cli": {"command", "publish", "tables", "settings"},
    "definitions": {"orchestration", "settings"},
    "settings": {"reading"},
}
"""Part of the package → the other parts that it may import.

``checks`` imports ``metrics``: a check of the metrics computes their sums from the tables and needs to know which.
"""

STANDARD_LIBRARY_ONLY = ("form",)
MOST_LINES = 400


class Import(NamedTuple):
    """An import statement: where, of which module, and whether it runs when the file is imported."""

    file: Path
    line: int
    module: str
    at_top: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(PACKAGE.parent)}:{self.line} imports {self.module}"


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def _imports(file: Path) -> Iterator[Import]:
    tree = _tree(file)
    inside = {id(node) for block in ast.walk(tree) if _runs_later(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (Import(file, node.lineno, module, id(node) not in inside) for module in modules)


def _runs_later(node: ast.AST) -> bool:
    """Whether what is in it does not run when the file is imported."""
    for_types = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return for_types or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _all_imports() -> list[Import]:
    return [found for file in _files() for found in _imports(file)]


def _part(file: Path) -> str:
    """The part of the package that a file belongs to: its folder, or its own name at the top level."""
    relative = file.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def _imported_part(module: str) -> str | None:
    names = module.split(".")
    return names[1] if names[0] == NAME and len(names) > 1 else None


def _of(imports: list[Import], *libraries: str) -> list[Import]:
    return [found for found in imports if found.module.split(".")[0] in libraries]


def test_every_part_of_the_package_has_its_arrows() -> None:
    parts = {_part(file) for file in _files()} - {"__init__"}
    assert parts <= set(MAY_IMPORT), "a new part: say here what it may import"


def test_arrows() -> None:
    wrong = []
    for found in _all_imports():
        part, target = _part(found.file), _imported_part(found.module)
        if part != "__init__" and target not in (None, part) and target not in MAY_IMPORT[part]:
            wrong.append(str(found))
    assert not wrong


def test_dagster_stays_in_orchestration() -> None:
    allowed = {"orchestration", "definitions"}
    wrong = [str(i) for i in _all_imports() if i.module.startswith("dagster") and _part(i.file) not in allowed]
    assert not wrong


def test_pandera_stays_in_tables_and_checks() -> None:
    assert {_part(i.file) for i in _of(_all_imports(), "pandera")} <= {"tables", "checks"}


def test_great_expectations_is_never_imported_at_the_top_of_a_module() -> None:
    assert not [str(i) for i in _of(_all_imports(), "great_expectations") if i.at_top]


@pytest.mark.parametrize("library", ["distributed", "s3fs", "upath"])
def test_what_an_extra_brings_is_loaded_only_where_a_setting_asks_for_it(library: str) -> None:
    assert not [str(i) for i in _of(_all_imports(), library) if i.at_top]


def test_the_form_needs_the_standard_library_only() -> None:
    wrong = [str(i) for i in _all_imports() if _part(i.file) in STANDARD_LIBRARY_ONLY and not _is_standard(i.module)]
    assert not wrong


def test_reading_loads_the_standard_library_only_apart_from_the_readers_of_formats() -> None:
    formats = PACKAGE / "reading" / "formats"
    wrong = [
        str(i)
        for i in _all_imports()
        if _part(i.file) == "reading" and formats not in i.file.parents and i.at_top and not _is_standard(i.module)
    ]
    assert not wrong


def test_what_reads_and_checks_a_text_loads_nothing_but_the_standard_library() -> None:
    program = (
        "import sys\n"
        "from govinfo_pipeline.checks.identities import check_report\n"
        "from govinfo_pipeline.reading import read_report\n"
        "check_report(read_report('一、总体情况\\n二、主动公开政府信息情况'.encode()))\n"
        "known = {*sys.stdlib_module_names, 'govinfo_pipeline'}\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} - known))"
    )
    before = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    after = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(after.stdout.split()) <= set(before.stdout.split())


_LOADED = "import sys; print(*{name.split('.')[0] for name in sys.modules})"


def test_the_rule_of_the_identities_needs_the_standard_library_only() -> None:
    assert not [str(i) for i in _imports(PACKAGE / "checks" / "identities.py") if not _is_standard(i.module)]


def _is_standard(module: str) -> bool:
    name = module.split(".")[0]
    return name == NAME or name in sys.stdlib_module_names


def test_the_environment_is_read_in_settings_alone() -> None:
    allowed = {PACKAGE / "settings.py", PACKAGE / "command" / "ui.py"}
    wrong = []
    for file in _files():
        names = {f"{i.module}" for i in _imports(file)}
        reads = any(
            isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb")
            for node in ast.walk(_tree(file))
        )
        if (reads or names & {"os.environ", "os.getenv"}) and file not in allowed:
            wrong.append(file.name)
    assert not wrong


@pytest.mark.parametrize("root", [PACKAGE, TESTS], ids=["package", "tests"])
def test_no_file_is_too_long_to_be_read_at_one_sitting(root: Path) -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in root.rglob("*.py")}
    assert {str(file): length for file, length in lengths.items() if length > MOST_LINES} == {}


def test_every_module_and_package_says_what_it_is() -> None:
    silent = [str(file) for file in _files() if not ast.get_docstring(_tree(file))]
    assert not silent


def test_nothing_is_printed_by_what_is_not_a_command() -> None:
    prints = [
        f"{file}:{node.lineno}"
        for file in _files()
        if _part(file) not in ("command", "cli")
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints
