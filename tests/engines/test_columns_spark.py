"""Spark makes of a plan what the explainer makes of it; what it writes is whole or not there."""

import importlib.util
from pathlib import Path
from random import Random

import pytest
from sqlglot import parse_one

from forecourt.core.engines.columns import in_spark
from forecourt.core.engines.columns.functions import SPARK
from forecourt.core.engines.columns.inputs import rows_of, table_columns
from forecourt.core.engines.columns.program import compile_plan
from forecourt.core.engines.columns.stages import stages
from forecourt.core.engines.explain import explain
from forecourt.core.plan.outcome import Outcome

SEEDS = (2, 5)


def _load(name):
    spec = importlib.util.spec_from_file_location(
        f"spark_{name}", Path(__file__).with_name(f"{name}.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE, STRATEGIES = _load("plans"), _load("strategies")


def test_a_step_that_several_read_is_known_and_one_that_none_reads_is_left_out():
    query = parse_one(
        "WITH a AS (SELECT x FROM t), b AS (SELECT x FROM a), unread AS (SELECT x FROM t) "
        "SELECT a.x FROM a LEFT JOIN b ON a.x = b.x"
    )
    assert [(stage.name, stage.read) for stage in stages(query)] == [("a", 2), ("b", 1), ("", 0)]


@pytest.mark.spark
@pytest.mark.parametrize("seed", SEEDS)
def test_spark_agrees_with_the_explainer(spark, tmp_path, seed):
    maker = STRATEGIES.Maker(Random(seed), MAKE)  # noqa: S311 - it is to be repeatable
    plan = maker.plan()
    facts = maker.facts(plan)
    made = in_spark.decide_all(
        plan, [facts], session=spark, work=str(tmp_path / "work"), functions=STRATEGIES.FUNCTIONS
    )
    nothing = Outcome(facts.model, facts.root.id, (), (), ())
    explained = explain(plan, facts, functions=STRATEGIES.FUNCTIONS).outcome
    assert made.get(facts.root.id, nothing) == explained


# What is written ---------------------------------------------------------------------------


@pytest.fixture
def simple(make):
    """A program that gives one decision, whether a file has been checked."""
    plan = make.plan(make.decision("seen", make.file.checked))
    facts = make.facts(make.a_file(checked=True))
    return compile_plan(plan, facts.now, dialect=SPARK), facts


@pytest.fixture
def base(spark, simple, tmp_path):
    """A folder with the one file there is, as Parquet."""
    program, facts = simple
    schema = program.plan.schema
    columns = in_spark._columns("file", schema)
    rows = [
        tuple(row.get(name) for name in table_columns("file", schema))
        for model, row in rows_of(facts.root, "file", schema)
        if model == "file"
    ]
    spark.createDataFrame(rows, columns).write.parquet(str(tmp_path / "base" / "file"))
    return str(tmp_path / "base")


@pytest.mark.spark
def test_each_query_becomes_a_folder_of_parquet(spark, simple, base, tmp_path):
    program, facts = simple
    out = tmp_path / "out"
    in_spark.run_spark(program, base, str(out), session=spark)
    ((query, _),) = program.queries
    (row,) = spark.read.parquet(str(out / "staged_0")).collect()
    assert (row[query.keys[-1]], row[query.decisions[0].value]) == (facts.root.id, True)
    assert (out / "staged_0" / "_SUCCESS").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "out"]


@pytest.mark.spark
def test_what_fails_leaves_nothing_under_the_name_and_can_be_done_again(
    spark, simple, base, tmp_path
):
    program, _ = simple
    out = str(tmp_path / "out")
    broken = tmp_path / "broken" / "file"
    broken.mkdir(parents=True)
    (broken / "part.parquet").write_bytes(b"no Parquet")
    with pytest.raises(Exception, match=r"(?i)parquet"):
        in_spark.run_spark(program, str(broken.parent), out, session=spark)
    assert not (tmp_path / "out").exists()
    in_spark.run_spark(program, base, out, session=spark)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "broken", "out"]


@pytest.mark.spark
def test_what_is_there_is_not_written_over(spark, simple, base, tmp_path):
    program, _ = simple
    (tmp_path / "out").mkdir()
    with pytest.raises(in_spark.AlreadyThere):
        in_spark.run_spark(program, base, str(tmp_path / "out"), session=spark)
