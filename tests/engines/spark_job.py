"""A job for a cluster: run as a program of its own, as a process has one Spark session only."""

import importlib.util
import sys
from pathlib import Path

from forecourt.core.engines.columns import in_spark
from forecourt.core.engines.columns.functions import SPARK
from forecourt.core.engines.columns.inputs import rows_of, table_columns
from forecourt.core.engines.columns.program import compile_plan

FILES = 80
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.executor.memory": "512m",
    "spark.sql.files.maxPartitionBytes": str(4 * 2**20),
}
"""Each file of the base is a task of its own."""


def _plans():
    spec = importlib.util.spec_from_file_location("job_plans", Path(__file__).with_name("plans.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(master, folder):
    """Make a base of many files, and run a plan on it."""
    make = _plans()
    plan = make.plan(make.decision("seen", make.file.checked))
    facts = make.facts(make.a_file(checked=True))
    session = in_spark.open_session(master, SETTINGS)
    _, row = next(rows_of(facts.root, "file", plan.schema))
    names = table_columns("file", plan.schema)
    rows = [
        tuple(f"F{number}" if name == "id" else row.get(name) for name in names)
        for number in range(FILES)
    ]
    columns = in_spark._columns("file", plan.schema)
    base = session.createDataFrame(rows, columns).repartition(FILES)
    base.write.parquet(f"{folder}/base/file")
    program = compile_plan(plan, facts.now, dialect=SPARK)
    in_spark.run_spark(program, f"{folder}/base", f"{folder}/out", session=session)
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
