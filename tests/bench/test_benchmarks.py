"""What the benchmarks keep and draw: figures by measure, and a page that says what isn't met."""

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bench():
    """Return what imports a module of `bench/`, which isn't installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(TOP)
        yield lambda name: import_module(f"bench.{name}")
        for name in [name for name in sys.modules if name.split(".")[0] == "bench"]:
            del sys.modules[name]


def test_every_measure_and_every_peer_has_its_module(bench):
    peers = bench("peers.peer").PEERS
    modules = (*bench("measures").MEASURES, *(f"peers.{name}" for name in peers))
    assert [name for name in modules if find_spec(f"bench.{name}") is None] == []


def test_a_figure_is_shown_with_its_target_and_whether_it_is_met(bench):
    found = list(bench("measures").found_by("startup", {"help_seconds": 0.4}))
    assert [(one.what, one.figure, one.target, one.met) for one in found] == [
        ("`forecourt --help`", 0.4, "at most 0.3 s", False)
    ]


def test_new_figures_take_the_place_of_the_measures_earlier_ones(bench, tmp_path):
    kept = bench("kept")
    kept.keep(tmp_path, "startup", {"help_seconds": 0.4})
    kept.keep(tmp_path, "reading", {"lines": 10})
    kept.keep(tmp_path, "startup", {"help_seconds": 0.2})
    runs = kept.kept(tmp_path)
    assert {name: run.figures for name, run in runs.items()} == {
        "startup": {"help_seconds": 0.2},
        "reading": {"lines": 10},
    }
    assert "cores" in runs["startup"].machine
    assert runs["startup"].versions["Python"].startswith("3.")


@pytest.mark.slow
def test_the_page_says_what_is_not_met_with_its_figure(bench, tmp_path):
    pytest.importorskip("matplotlib")
    bench("kept").keep(tmp_path, "startup", {"python_seconds": 0.02, "help_seconds": 0.41})
    subprocess.run(
        (sys.executable, "-m", "bench.page", str(tmp_path)), check=True, cwd=TOP, timeout=60
    )
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "Not met: `forecourt --help` (startup): 0.41 s." in page
    assert "| startup | a Python that does nothing | 0.02 s |  |" in page
