"""A Python environment of its own, with the wheels of Forecourt and of somebody else's plugin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
PLUGIN = HERE / "forecourt_loyalty"


def run(*command, cwd=None):
    """Run a command without what this Python adds to the environment of its children."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def must_run(*command):
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def clean_bin(tmp_path_factory):
    """The `bin` folder of a new environment with both wheels and what they depend on."""
    folder = tmp_path_factory.mktemp("clean")
    pip = (sys.executable, "-m", "pip")
    options = ("--quiet", "--no-deps", "--no-build-isolation")
    must_run(*pip, "wheel", *options, "--wheel-dir", folder / "wheels", PROJECT, PLUGIN)
    must_run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    binaries = folder / "venv" / "bin"
    wheels = (folder / "wheels").glob("*.whl")
    must_run(*pip, "--python", binaries / "python", "install", "--quiet", *wheels)
    return binaries


@pytest.fixture
def python(clean_bin, tmp_path):
    """Run the Python of that environment with some arguments, in an empty folder."""
    return lambda *arguments: run(clean_bin / "python", *arguments, cwd=tmp_path)


@pytest.fixture
def forecourt(python):
    """Run `forecourt` in that environment with some arguments, in an empty folder."""
    return lambda *arguments: python("-m", "forecourt", *arguments)


@pytest.fixture
def forecourt_without_plugin(tmp_path):
    """Run `forecourt` where only what is built in is installed."""
    return lambda *arguments: run(sys.executable, "-m", "forecourt", *arguments, cwd=tmp_path)
