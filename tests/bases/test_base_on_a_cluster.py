"""The command on a cluster of two workers, one of which is killed while it decides."""

import os
import signal
import subprocess
import sys
import threading

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = [pytest.mark.spark, pytest.mark.slow]

FILES = 40
PACK = """pack corner 1.0.0

decide seen for lead "Whether somebody has it"
    yes        when salesperson is known
    no         otherwise
"""
CONFIGURED = """spark.executor.memory               512m
spark.driver.host                   127.0.0.1
spark.driver.bindAddress            127.0.0.1
spark.ui.enabled                    false
spark.sql.files.maxPartitionBytes   4mb
spark.sql.shuffle.partitions        2
"""


@pytest.fixture
def base(tmp_path):
    """A base whose records stand in many files, each of which is a task of its own."""
    folder = tmp_path / "base"
    (folder / "lead").mkdir(parents=True)
    numbers = list(map(str, range(FILES)))
    pq.write_table(pa.table({"id": numbers}), folder / "customer.parquet")
    for number in numbers:
        rows = {
            "_customer": [number],
            "id": ["L"],
            "salesperson": pa.array(["P1" if "3" in number else None], pa.string()),
        }
        pq.write_table(pa.table(rows), folder / "lead" / f"{number}.parquet")
    return folder


@pytest.fixture
def command(cluster, base, tmp_path):
    """The command, started, with what the site has configured for its cluster."""
    (tmp_path / "pack.rules").write_text(PACK)
    (tmp_path / "spark-defaults.conf").write_text(CONFIGURED)
    address, _ = cluster
    process = subprocess.Popen(
        [
            sys.executable, "-m", "forecourt", "run", base, tmp_path / "results",
            "--pack", tmp_path / "pack.rules", "--engine", "spark", "--master", address,
        ],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SPARK_CONF_DIR": str(tmp_path)},
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()


def test_a_worker_that_is_killed_in_the_middle_of_a_run_changes_nothing(cluster, command, tmp_path):
    _, (lost, _) = cluster
    done = ".results.*.unfinished/work/staged_0/_temporary/0/task_*"
    tick = threading.Event()
    while command.poll() is None and not list(tmp_path.glob(done)):
        assert not (tmp_path / "results").exists()
        tick.wait(0.02)
    lost.send_signal(signal.SIGKILL)
    assert 0 < len(list(tmp_path.glob(done))) < FILES
    assert command.wait() == 0
    decided = pq.read_table(tmp_path / "results" / "decisions" / "lead")
    seen = {row["_customer"]: row["seen"] for row in decided.to_pylist()}
    assert seen == {str(number): "3" in str(number) for number in range(FILES)}
