"""The folder of results is there whole, or as it was before, whatever happens."""

import os
import signal
import subprocess
import sys

import pytest

from forecourt.core.bases import running
from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import Limits
from forecourt.core.bases.running import run_base
from forecourt.core.bases.sources import BaseUnfit


def beside(folder):
    return sorted(one.name for one in folder.parent.iterdir())


def test_results_take_the_place_of_earlier_ones(results, tables):
    results(tables)
    tables["lead"]["status"] = ["open", "lots", "open"]
    again = results(tables)
    assert len(again.rows("decisions/lead")) == 2
    assert beside(again.folder) == ["results"]


def test_a_folder_with_something_else_is_left_alone(results, tables, tmp_path):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "letter.txt").write_text("Dear reader")
    with pytest.raises(BaseUnfit, match="is not empty and holds no earlier results"):
        results(tables)
    assert (tmp_path / "results" / "letter.txt").read_text() == "Dear reader"


def test_an_interrupted_run_leaves_what_was_there(results, tables, monkeypatch):
    first = results(tables)
    before = first.names()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "write_mark", interrupted)
    with pytest.raises(KeyboardInterrupt):
        results(tables)
    assert first.names() == before
    assert beside(first.folder) == ["results"]


def test_too_little_memory_ends_in_words_and_leaves_nothing(results, tables, tmp_path):
    with pytest.raises(BaseUnfit, match="the run could not be finished: out of Memory"):
        results(tables, limits=Limits(memory=1_000_000, threads=1))
    assert beside(tmp_path / "results") == []


def test_what_a_killed_run_left_goes_away_with_the_next(results, tables, tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f".results.{gone.pid}.unfinished" / "work").mkdir(parents=True)
    (tmp_path / f".results.{os.getppid()}.unfinished").mkdir()
    results(tables)
    assert beside(tmp_path / "results") == [f".results.{os.getppid()}.unfinished", "results"]


def test_results_that_a_killed_run_had_moved_away_come_back(results, tables, tmp_path):
    results(tables)
    (tmp_path / "results").rename(tmp_path / ".results.before")
    tables["lead"]["status"] = [1, 2, 3]
    with pytest.raises(BaseUnfit):
        results(tables)
    assert (tmp_path / "results" / "run.json").is_file()


@pytest.mark.slow
def test_a_killed_process_leaves_what_was_there_and_the_same_run_finishes(
    results, tables, as_files, tmp_path
):
    folder = as_files(tables)
    first = results(Base(folder))
    before = first.names()
    command = (sys.executable, "-m", "forecourt", "run", folder, tmp_path / "results",
               "--pack", "textbook", "--as-of", "2026-03-01")  # fmt: skip
    process = subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)
    while not list(tmp_path.glob(".results.*")):
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert first.names() == before
    results(Base(folder))
    assert beside(tmp_path / "results") == ["base", "results"]


def test_an_engine_that_gives_up_is_no_traceback(order, registry, tables, tmp_path):
    with pytest.raises(BaseUnfit, match="there are no records here"):
        run_base(order, Base(tmp_path), registry.records, tmp_path / "results")
