"""An import that is killed: whole transactions only, and the same command finishes the rest."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IMPORT = '''
"""Import the files beside this one; kill the process at a given step of SQLite's work."""
import os, signal, sys
from pathlib import Path

from forecourt.core.records.build import build_records
from forecourt.core.records.mapping import read_mapping
from forecourt.core.records.models import Id, Moment, Record, Text, required, unknown
from forecourt.core.store import Store, mapped_files
from forecourt.core.store.importing import import_files


class Reader(Record, name="reader"):
    """Somebody who borrows books."""

    name: Text | None = unknown("What the reader is called")


class Loan(Record, name="loan", owner="reader", plural="loans"):
    """A book lent."""

    lent_at: Moment | None = unknown("When it left the house")
    title: Text = required("What was lent")


mapped_files.BATCH = 40
folder, last_step = Path(sys.argv[1]), int(sys.argv[2])
path = folder / "library.db"
records, _ = build_records([Reader, Loan], [], {})
if path.exists():
    store, problems = Store.open(path, records)
else:
    store, problems = Store.create(path, records, zone="Europe/Lisbon")
assert store is not None, problems[0].message
for reader in store.all("reader"):
    data = store.to_json(reader)
    assert store.read("reader", data)[0] == reader
steps = 0


def step():
    global steps
    steps += 1
    if steps == last_step:
        os.kill(os.getpid(), signal.SIGKILL if len(sys.argv) < 4 else signal.SIGINT)
    return 0


store.database.conn.set_progress_handler(step, 100)
mapping, problems = read_mapping(folder / "library.toml", records.schema, zone="Europe/Lisbon")
assert mapping is not None, [one.message for one in problems]
report = import_files(store, mapping, [folder])
print(steps, report.read, report.kept, report.refused)
'''

MAPPING = """name = "library"

[[file]]
name = "loans.csv"

[[file.record]]
model = "reader"
id = "reader"
repeats = true
[file.record.fields]
name = "name"

[[file.record]]
model = "loan"
id = "no"
of = { reader = "reader" }
[file.record.fields]
lent_at = { column = "lent", dates = "D.M.YYYY", time = "09:00" }
title = "title"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """Make a folder with a script, a mapping and a file of 600 loans, one in 50 of them bad."""

    def make(name: str) -> Path:
        made = tmp_path / name
        made.mkdir()
        (made / "run.py").write_text(IMPORT, encoding="utf-8")
        (made / "library.toml").write_text(MAPPING, encoding="utf-8")
        rows = ["no,reader,name,lent,title"]
        for number in range(600):
            day = "31.2.2026" if number % 50 == 7 else f"{number % 28 + 1}.3.2026"
            rows.append(f"L{number},R{number % 17},Reader {number % 17},{day},Title {number}")
        (made / "loans.csv").write_text("\n".join(rows), encoding="utf-8")
        return made

    return make


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "run.py"), str(folder), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, having checked that the file is sound."""
    database = sqlite3.connect(folder / "library.db")
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(database.execute(f"SELECT * FROM [{name}]").fetchall(), key=repr)
            for (name,) in names
        }
    finally:
        database.close()


def test_an_import_killed_at_any_point_is_finished_by_the_same_command(
    folder: Callable[[str], Path],
) -> None:
    undisturbed = run(folder("whole"), 0)
    assert undisturbed.returncode == 0, undisturbed.stderr
    steps, read, kept, refused = map(int, undisturbed.stdout.split())
    assert (read, kept, refused) == (600, 588, 12)

    killed = folder("killed")
    chance = random.Random(20261122)  # noqa: S311 - a choice of moments, the same each time
    ends = []
    for moment in sorted(chance.sample(range(1, steps // 4), 5)):
        ends.append(run(killed, moment).returncode)
        assert len(contents(killed)["loan"]) in whole_batches(killed)
    assert set(ends) <= {-signal.SIGKILL, 0}
    assert ends.count(-signal.SIGKILL) >= 2, ends
    finished = run(killed, 0)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.split()[1:] == ["600", "588", "12"]
    assert contents(killed) == contents(killed.parent / "whole")


def test_an_interrupted_batch_leaves_nothing_behind(folder: Callable[[str], Path]) -> None:
    steps = int(run(folder("whole"), 0).stdout.split()[0])
    interrupted = folder("interrupted")
    assert run(interrupted, steps // 2, "politely").returncode != 0
    batches = {len(rows) for name, rows in contents(interrupted).items() if name == "loan"}
    assert batches.pop() in whole_batches(interrupted)
    run(interrupted, 0)
    assert contents(interrupted) == contents(interrupted.parent / "whole")


def whole_batches(folder: Path) -> set[int]:
    """Return how many loans there may be after each whole batch of 40 rows."""
    rows = (folder / "loans.csv").read_text(encoding="utf-8").splitlines()[1:]
    good = [",31.2.2026," not in row for row in rows]
    return {sum(good[:end]) for end in range(0, len(good) + 1, 40)}
