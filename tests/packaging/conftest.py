"""What is built from this tree, with the backend that releases are built with."""

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).parents[2]


def run_module(*arguments):
    """Run `python -m ...` in the project's folder; show what it said if it failed."""
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def build_wheel(source, folder):
    """Build a wheel into `folder` from a tree or an sdist; return its path."""
    options = ("--quiet", "--no-deps", "--no-build-isolation")
    run_module("pip", "wheel", *options, "--wheel-dir", folder, source)
    (path,) = folder.glob("*.whl")
    return path


def names_in(wheel):
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


@pytest.fixture(scope="session")
def project():
    """The folder of this project."""
    return PROJECT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of this tree, as a path."""
    return build_wheel(PROJECT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def wheel_names(wheel):
    """The files in the wheel."""
    return names_in(wheel)


@pytest.fixture(scope="session")
def sdist(tmp_path_factory):
    """The source distribution of this tree, as a path."""
    folder = tmp_path_factory.mktemp("sdist")
    run_module("hatchling", "build", "--target", "sdist", "--directory", folder)
    (path,) = folder.glob("*.tar.gz")
    return path


@pytest.fixture(scope="session")
def sdist_names(sdist):
    """The files in the source distribution, without the folder that holds them all."""
    with tarfile.open(sdist) as archive:
        files = [member.name for member in archive.getmembers() if member.isfile()]
    return {name.partition("/")[2] for name in files}


@pytest.fixture(scope="session")
def names_in_wheel_from_sdist(sdist, tmp_path_factory):
    """The files in a wheel that is built from the source distribution."""
    return names_in(build_wheel(sdist, tmp_path_factory.mktemp("wheel_from_sdist")))
