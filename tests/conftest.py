"""Spark for the tests that need it: a session on this machine, and a cluster of two workers."""

import importlib
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.log.level": "ERROR",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m",
}


def see_that_spark_is_there():
    pyspark = pytest.importorskip("pyspark", reason="Spark needs pyspark, the extra `spark`")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no `java` on the path")
    return Path(pyspark.__file__).parent


@pytest.fixture(scope="session")
def spark():
    """A Spark session on this machine, the only one of a test run."""
    see_that_spark_is_there()
    in_spark = importlib.import_module("forecourt.core.engines.columns.in_spark")
    session = in_spark.open_session("local[2]", SETTINGS)
    yield session
    session.stop()


# A cluster ---------------------------------------------------------------------------------


@pytest.fixture
def start(tmp_path):
    """Starts a program of Spark's, and ends it after the test."""
    spark_class = see_that_spark_is_there() / "bin" / "spark-class"
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
