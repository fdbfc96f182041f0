"""A made-up half year of a base: whatever happens in whatever order, a night misses nothing.

Rows come, change and go, the rules are set otherwise, the store's rows change; in between there are
nights. After each the results are those of a run on everything, and what is said to have changed
leads from the results before to those after.
"""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forecourt.core.bases.concerned import REASONS
from forecourt.core.bases.from_store import write_base
from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import Order
from forecourt.core.bases.running import run_base
from forecourt.core.bases.since import Since
from forecourt.core.bases.touched import ids_in
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.store import Store

BRISK = """pack brisk 1.0.0
    title en "Brisk"

levels warmth  hot, mild, cold

parameter call_within "Call within"
    3 days  in 1 day .. 9 days

decide warmth for lead "How warm the lead is"
    hot        when expected_purchase_on <= today + 7 days
    mild       when expected_purchase_on <= today + 30 days
    cold       otherwise

task greet for lead "Say hello"
    when       status = open or status = dormant
    who        salesperson
    due        by opened_at + 4 hours
    done       earliest contact where about has greet
    escalate   sales_manager after 2 days overdue

task ring for lead "Ring up"
    when       warmth != cold
    who        salesperson
    every      call_within after latest customer.contact where reached, else opened_at

task look_in for lead "Look in on a working day"
    when       warmth = hot
    who        salesperson
    due        on date of opened_at + 5 working days

require recent for lead when expected_purchase_on is known
    that       now - 30 days < opened_at or status = lost
    severity   warning
    message    "Look at it again"
"""
DEMO = """pack demo 1.0.0
    extends    demo_store 2026

set contact_every[A]    2 days
"""
RULES = {"brisk": BRISK, "demo": DEMO}
ENOUGH = ("customer", "lead", "contact", "store", "staff", "opening_hours")
"""The models of which the brisk rules speak."""
FURTHER = {
    BRISK: 'task wish for lead "Wish well"\n    when    warmth = hot\n    who     salesperson\n',
    DEMO: "set contact_every[B]    4 days\n",
}
"""What the rules say besides when they are set otherwise."""

FROM = datetime(2026, 11, 2, 9)
CUSTOMERS, SPARE = 10, 4
LONG = 50
"""Rows of a table of the store's that are kept: more say nothing new."""
OFTEN = ("wait", "wait", "change", "change", "look_back")
IN_TURN = ("come", "change_store", "leave_orphans", "go", "set_otherwise", "double")
APART = ("name", "field", "parameter", "root", "subject", "ids", "occurrence", "at")


class HalfYear:
    """A base, and what happens to it by chance; all of it is kept as Arrow tables."""

    def __init__(self, tables, spare, orders, seed):
        self.tables, self.spare, self.orders = tables, spare, orders
        self.chance = Random(seed)  # noqa: S311 - made-up data
        self.now = FROM
        self.otherwise = False
        self.touched = set()

    @property
    def order(self):
        order, registry = self.orders[self.otherwise]
        days = lambda store: registry.working_days_around(store, self.now)  # noqa: E731
        return replace(order, now=self.now, calendar_of=days)

    def write(self, folder):
        folder.mkdir(exist_ok=True)
        for model, table in self.tables.items():
            pq.write_table(table, folder / f"{model}.parquet")
        return Base(folder)

    # What happens ----------------------------------------------------------------------------

    def wait(self):
        """Time goes by: a minute, or weeks."""
        self.now += timedelta(minutes=self.chance.choice([1, 61, 600, 1440, 2880, 14400]))

    def look_back(self):
        """Somebody wants to know how it was."""
        self.now -= timedelta(days=self.chance.randrange(1, 9))

    def change(self):
        """A value in a row is gone, or on another day."""
        model = self.chance.choice(["lead", "lead", "contact", "contact", *self.of_customers()])
        if self.tables[model].num_rows:
            self.touched.add(self._change(model))

    def come(self):
        """Another customer, of whom nobody says so."""
        if self.spare:
            rows = self.spare.pop()
            for model, table in rows.items():
                self.tables[model] = pa.concat_tables([self.tables[model], table])

    def go(self):
        """A customer who wants to be forgotten; nobody says so either."""
        self.taken_out(self._somebody())

    def leave_orphans(self):
        """A customer's row is gone, and those below stay."""
        id_ = self._somebody()
        self.tables["customer"] = of_somebody(self.tables["customer"], id_, without=True)
        self.touched.add(id_)

    def double(self):
        """A row is there twice."""
        id_ = self._somebody()
        for model in self.chance.sample(["customer", "lead"], 1):
            table = self.tables[model]
            twice = [row for row in table.to_pylist() if row[key_of(model, table)] == id_][:1]
            again = pa.Table.from_pylist(twice, schema=table.schema)
            self.tables[model] = pa.concat_tables([table, again])
        self.touched.add(id_)

    def change_store(self):
        """The store's own rows."""
        self._change(self.chance.choice(["store", "staff"]))

    def set_otherwise(self):
        """The store follows other rules."""
        self.otherwise = not self.otherwise

    # -----------------------------------------------------------------------------------------

    def of_customers(self):
        return [model for model, table in self.tables.items() if key_of(model, table) is not None]

    def taken_out(self, id_):
        """Take somebody's rows out; return them by model."""
        found = {model: of_somebody(self.tables[model], id_) for model in self.of_customers()}
        for model in found:
            self.tables[model] = of_somebody(self.tables[model], id_, without=True)
        return found

    def _somebody(self):
        return self.chance.choice(self.tables["customer"].column("id").to_pylist())

    def _change(self, model):
        """Change a row of a table; return the id of its root record."""
        table = self.tables[model]
        rows = table.to_pylist()
        row = self.chance.choice(rows)
        names = [one for one in table.column_names if one != "id" and not one.startswith("_")]
        days = [one for one in names if isinstance(row[one], date)]
        if days and self.chance.random() < 0.8:
            row[self.chance.choice(days)] += timedelta(days=self.chance.randrange(-40, 40))
        else:
            row[self.chance.choice([one for one in names if one not in FACTS])] = None
        self.tables[model] = pa.Table.from_pylist(rows, schema=table.schema)
        return row.get(key_of(model, table))


FACTS = {"time_zone", "currency"}


def key_of(model, table):
    """Return the column with the customer's id; None if the rows are the store's."""
    return "id" if model == "customer" else {"_customer": "_customer"}.get(table.column_names[0])


def of_somebody(table, id_, *, without=False):
    """Return the rows of a customer, or all others."""
    key = "_customer" if "_customer" in table.column_names else "id"
    wanted = [(one == id_) is not without for one in table.column(key).to_pylist()]
    return table.filter(pa.array(wanted, pa.bool_()))


@pytest.fixture(scope="module")
def made(tmp_path_factory, registry):
    """The rows of a made-up dealership by model, and those of customers who come later."""
    folder = tmp_path_factory.mktemp("made")
    (example,) = registry.examples.values()
    own, records = example.make(5, CUSTOMERS + SPARE)
    store, _ = Store.create(folder / "forecourt.db", registry.records, zone=own["time_zone"],
                            currency=own["currency"])  # fmt: skip
    with store:
        store.put_records([store.read("store", own)[0]])
        store.put_records(store.read("customer", record)[0] for record in records)
    write_base(folder / "forecourt.db", registry.records.schema, folder, own["currency"])
    tables = {file.stem: pq.read_table(file) for file in folder.glob("*.parquet")}
    for model, table in tables.items():
        if key_of(model, table) is None:
            tables[model] = table.slice(0, LONG)
    return tables, sorted(record["id"] for record in records)


@pytest.fixture
def half_year(made, registry):
    def begun(rules, seed):
        tables, ids = made
        wanted = {one: tables[one] for one in ENOUGH} if rules == BRISK else dict(tables)
        year = HalfYear(wanted, [], _orders(rules, registry), seed)
        for id_ in ids[:SPARE]:
            year.spare.append(year.taken_out(id_))
        return year

    return begun


def _orders(rules, registry):
    found = {}
    for otherwise in (False, True):
        text = rules + (FURTHER[rules] if otherwise else "")
        policy = resolve(
            PackText("year", {"year/pack.rules": text}), registry.library(), registry.vocabulary,
            zone="Europe/Lisbon", currency="EUR",
        )  # fmt: skip
        assert policy.plan is not None, policy.diagnostics
        order = Order(policy.plan, FROM, functions=registry.functions(), next_change=True)
        found[otherwise] = order, registry
    return found


@pytest.mark.parametrize(
    ("engine", "rules", "seed", "nights"),
    [
        ("duckdb", "brisk", 1, 6),
        ("record", "brisk", 2, 6),
        ("record", "demo", 3, 2),
        pytest.param("duckdb", "demo", 5, 2, marks=pytest.mark.slow),
    ],
)
def test_after_each_night_all_is_as_if_all_had_been_run(
    half_year, registry, tmp_path, engine, rules, seed, nights
):
    year = half_year(RULES[rules], seed)
    results, whole = tmp_path / "results", tmp_path / "whole"
    run_base(year.order, year.write(tmp_path / "base"), registry.records, results, engine=engine)
    because, evaluated, of = Counter(), 0, 0
    for number in range(nights):
        for event in (*year.chance.choices(OFTEN, k=2), IN_TURN[number % len(IN_TURN)]):
            getattr(year, event)()
        before = {file: rows(results / file) for file in files(results)}
        base = year.write(tmp_path / "base")
        order = replace(year.order, since=Since(results, ids_in(sorted(year.touched))))
        night = run_base(order, base, registry.records, results, engine=engine)
        run_base(year.order, base, registry.records, whole, engine=engine)
        assert files(results) == files(whole)
        for file in files(whole):
            assert rows(results / file) == rows(whole / file), (number, file)
        after = {file: rows(results / file) for file in files(results)}
        told = changes(results)
        assert led_on(listed(before), told) == listed(after), number
        because += Counter(night.since["because"])
        evaluated, of = evaluated + night.since["evaluated"], of + night.since["records"]
        year.touched.clear()
    assert nights < len(IN_TURN) or set(because) == set(REASONS)
    assert evaluated < of


def files(folder):
    """Return the results in a folder, without what says what changed."""
    found = {str(file.relative_to(folder)) for file in folder.rglob("*.parquet")}
    return sorted(found - {"changes.parquet"})


def rows(file):
    """Return the rows of a file, by column, in an order that only they determine."""
    table = duckdb.sql(f"SELECT * FROM '{file}'").to_arrow_table()
    return sorted(table.to_pylist(), key=str)


def changes(folder):
    return rows(folder / "changes.parquet")


def listed(results):
    """Return all that results say, by what it is about, without the places of rules."""
    found = defaultdict(list)
    for file, held in results.items():
        name = file.removesuffix(".parquet")
        for row in held:
            if name.startswith("decisions/"):
                for key, said in decided(name.removeprefix("decisions/"), row):
                    found[key].append(said)
            elif name not in ("next_change", "rejects"):
                what = row.get("name") or row.get("field") or row.get("parameter")
                key = row["root"], name.removesuffix("s"), what, *naming(row)
                found[key].append(said_by(row))
    return in_order(found)


def decided(model, row):
    ids = [value for name, value in row.items() if name == "id" or name.startswith("_")]
    first = next(iter(row))
    root = f"{model if first == 'id' else first.removeprefix('_')}:{ids[0]}"
    for name in row:
        if name.endswith("__at"):
            decision = name.removesuffix("__at")
            said = {"value": in_json(row[decision]), "certain": row[f"{decision}__certain"]}
            yield (
                (root, "decision", decision, f"{model}:{row['id']}", str(ids), None),
                {key: value for key, value in said.items() if value is not None},
            )


def naming(row):
    ids = row.get("ids")
    return row.get("subject"), ids and str(ids), row.get("occurrence")


def said_by(row):
    found = {}
    for name, value in row.items():
        if name not in APART and not name.endswith("_precision") and value is not None:
            is_day = row.get(f"{name}_precision") == "day"
            found[name] = in_json(value.date() if is_day else value)
    return found


def in_json(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return [in_json(one) for one in value] if isinstance(value, list) else value


def led_on(found, told):
    """Return what is listed after these changes."""
    found = defaultdict(list, {key: list(said) for key, said in found.items()})
    for one in told:
        about = found[one["root"], one["part"], one["name"], *naming(one)]
        before, after = (without_nulls(one[side]) for side in ("before", "after"))
        if one["what"] == "new":
            about.append(after)
        elif one["what"] == "gone":
            about.remove(before)
        else:
            item = next(item for item in about if before.items() <= item.items())
            about.remove(item)
            apart = json.loads(one["before"]).keys()
            rest = {name: value for name, value in item.items() if name not in apart}
            about.append(rest | after)
    return in_order(found)


def without_nulls(text):
    found = json.loads(text or "{}")
    return {name: value for name, value in found.items() if value is not None}


def in_order(found):
    alike = {key: sorted(said, key=lambda one: json.dumps(one, sort_keys=True))
             for key, said in found.items() if said}  # fmt: skip
    return dict(sorted(alike.items(), key=str))
