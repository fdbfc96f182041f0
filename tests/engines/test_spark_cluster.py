"""On a cluster of several workers, one of which is killed in the middle of a job."""

import os
import shutil
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
def start(tmp_path):
    """Starts a program of Spark's, and ends it after the test."""
    pyspark = pytest.importorskip("pyspark", reason="Spark needs pyspark, the extra `spark`")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no `java` on the path")
    spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
    started = []

    def run(*arguments):
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
        process = subprocess.Popen(
            [spark_class, *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env=environment, cwd=tmp_path,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def line_with(process, text):
    """The first line that a process writes with a text in it; the rest is read and dropped."""
    line = next((line for line in process.stderr if text in line), None)
    assert line is not None, f"it ended without `{text}`"
    threading.Thread(target=lambda: list(process.stderr), daemon=True).start()
    return line


@pytest.fixture
def cluster(start):
    """The address of a cluster, and its two workers."""
    master = start(
        "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0",
        "--webui-port", "0",
    )  # fmt: skip
    address = (
        "spark://" + line_with(master, "Starting Spark master at").split("spark://")[1].strip()
    )
    workers = [
        start(
            "org.apache.spark.deploy.worker.Worker", address, "--cores", "1", "--memory", "700m",
            "--host", "127.0.0.1", "--webui-port", "0",
        )
        for _ in range(2)
    ]  # fmt: skip
    for worker in workers:
        line_with(worker, "Successfully registered with master")
    return address, workers


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
