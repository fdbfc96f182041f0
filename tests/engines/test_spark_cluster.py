"""On a cluster of several workers, one of which is killed in the middle of a job."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet
import pytest

pytestmark = [pytest.mark.spark, pytest.mark.slow]

HERE = Path(__file__).parent
FILES = 80


@pytest.fixture
def job(cluster, tmp_path):
    """A job that has been started on the cluster."""
    address, _ = cluster
    process = subprocess.Popen([sys.executable, HERE / "spark_job.py", address, tmp_path])
    yield process
    process.kill()
    process.wait()


def test_a_worker_that_is_killed_in_the_middle_of_a_job_changes_nothing(cluster, job, tmp_path):
    _, (lost, _) = cluster
    begun = tmp_path / "out.unfinished" / "staged_0"
    tick = threading.Event()
    while job.poll() is None and not list(begun.glob("_temporary/0/task_*")):
        tick.wait(0.02)
    lost.send_signal(signal.SIGKILL)
    finished = len(list(begun.glob("_temporary/0/task_*")))
    assert 0 < finished < FILES
    assert job.wait() == 0
    ids = pyarrow.parquet.read_table(tmp_path / "out" / "staged_0").column("k0").to_pylist()
    assert sorted(ids) == sorted(f"F{number}" for number in range(FILES))
