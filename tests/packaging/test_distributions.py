"""What somebody gets who installs Forecourt."""

import tomllib
from configparser import ConfigParser
from email import message_from_string
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest

import forecourt

pytestmark = pytest.mark.slow

SUB_PACKAGES = ("core", "plugins", "rules")
METADATA = f"forecourt-{forecourt.__version__}.dist-info"


def read_metadata(wheel, name):
    with ZipFile(wheel) as archive:
        return archive.read(f"{METADATA}/{name}").decode()


def files_under(folder):
    """Return the files below a folder, as text relative to its parent."""
    return {
        path.relative_to(folder.parent).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def pyproject(project):
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_a_wheel_adds_one_name_to_the_python_that_it_is_installed_in(wheel_names):
    assert {PurePosixPath(name).parts[0] for name in wheel_names} == {"forecourt", METADATA}


def test_a_wheel_has_every_file_of_the_three_folders_and_the_root_package(wheel_names, project):
    inside = {f"forecourt/{name}" for part in SUB_PACKAGES for name in files_under(project / part)}
    expected = {name for name in inside if not name.startswith("forecourt/core/_root/")}
    expected |= {"forecourt/__init__.py", "forecourt/__main__.py", "forecourt/py.typed"}
    assert {name for name in wheel_names if name.startswith("forecourt/")} == expected


@pytest.mark.parametrize(
    "needed",
    [
        "forecourt/core/syntax/grammar.lark",
        "forecourt/rules/textbook/*.rules",
        "forecourt/rules/demo_store/*.rules",
        "forecourt/py.typed",
    ],
)
def test_a_wheel_has_what_is_not_python(wheel_names, needed):
    assert [name for name in wheel_names if PurePosixPath(name).match(needed)]


def test_a_wheel_has_no_tests_and_no_benchmarks(wheel_names):
    folders = {part for name in wheel_names for part in PurePosixPath(name).parent.parts}
    assert folders.isdisjoint({"tests", "bench", "docs", "_root"})


def test_a_wheel_says_its_version_its_python_and_its_licence(wheel, pyproject):
    metadata = message_from_string(read_metadata(wheel, "METADATA"))
    assert metadata["Name"] == "forecourt"
    assert metadata["Version"] == forecourt.__version__
    assert metadata["Requires-Python"] == pyproject["requires-python"]
    assert metadata["License-Expression"] == pyproject["license"]
    required = [name for name in metadata.get_all("Requires-Dist") if "extra ==" not in name]
    assert len(required) == len(pyproject["dependencies"])
    assert metadata.get_all("Provides-Extra") == list(pyproject["optional-dependencies"])


def test_a_wheel_brings_the_command_and_the_built_in_plugins(wheel, pyproject):
    entry_points = ConfigParser(delimiters="=")
    entry_points.optionxform = str
    entry_points.read_string(read_metadata(wheel, "entry_points.txt"))
    assert dict(entry_points["console_scripts"]) == pyproject["scripts"]
    assert dict(entry_points["forecourt"]) == pyproject["entry-points"]["forecourt"]


def test_a_source_distribution_has_all_that_building_and_testing_takes(sdist_names, project):
    top_level = {PurePosixPath(name).parts[0] for name in sdist_names}
    assert top_level >= {*SUB_PACKAGES, "tests", "pyproject.toml", "README.md", "LICENSE"}
    assert files_under(project / "tests" / "packaging") <= {
        name.removeprefix("tests/") for name in sdist_names
    }


def test_a_wheel_from_the_source_distribution_is_the_same(names_in_wheel_from_sdist, wheel_names):
    assert names_in_wheel_from_sdist == wheel_names
