"""What the page on the architecture names is there."""

import ast
import re

import pytest

NAMED = re.compile(r"`((?:core|plugins|rules|tests|bench|docs)/[\w./]*)`")
ENTRY = re.compile(r"^\| `(core/[\w./]+)` \| .* \| (.*) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page(project):
    return (project / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_path_that_it_names_exists(page, project):
    paths = NAMED.findall(page)
    assert len(paths) > 20
    assert [path for path in paths if not (project / path).exists()] == []


def test_every_folder_of_the_core_stands_in_the_table(page, project):
    listed = {path.rstrip("/") for path, _ in ENTRY.findall(page)}
    folders = [path for path in (project / "core").iterdir() if any(path.glob("*.py"))]
    modules = [path for path in (project / "core").glob("*.py") if path.name != "__init__.py"]
    for path in (*folders, *modules):
        name = path.relative_to(project).as_posix()
        assert name in listed or any(other.startswith(f"{name}/") for other in listed), name


def test_where_to_begin_reading_is_there(page, project):
    for path, names in ENTRY.findall(page):
        place = project / path
        sources = [place] if place.is_file() else sorted(place.rglob("*.py"))
        defined = {name for source in sources for name in definitions(source)}
        files = {file.name for file in place.rglob("*.*")} if place.is_dir() else set()
        for name in re.findall(r"`([\w.]+)`", names):
            assert name in defined | files, f"{name} in {path}"


def definitions(source):
    """Return the names of the functions and classes that a module defines at its top."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in tree.body if isinstance(node, kinds)}
