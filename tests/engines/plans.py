"""A small made-up vocabulary, and short ways to write plans and records of it.

A `file` holds `items` (which hold `notes`), and has a `cover`; the other root is an `archive` with
`shelves`. Every absence occurs. Plain Python values stand for constants.
"""

from __future__ import annotations

from datetime import date, datetime, time
from types import SimpleNamespace

from forecourt.core.diagnostics import Place
from forecourt.core.plan import nodes as n
from forecourt.core.plan.facts import Facts
from forecourt.core.records.schema import (
    Absence,
    FieldSchema,
    ListSchema,
    ModelSchema,
    PartSchema,
    Schema,
)
from forecourt.core.values import types as t

YES_NO, WHOLE, NUMBER, PERCENT, TEXT = t.YesNo(), t.Whole(), t.Number(), t.Percent(), t.Text()
DAY, MOMENT, TIME = t.Day(), t.Moment(), t.TimeOfDay()
MONEY, WEIGHT, TAGS = t.Money("EUR"), t.Quantity("kg"), t.Many(TEXT)
LEVEL = t.Symbol("level", t.Order.LEVELS, ("high", "middle", "low"))
STAGE = t.Symbol("stage", t.Order.STAGES, ("begun", "half", "finished"))
COLOUR = t.Symbol("colour", t.Order.CHOICES, ("red", "green"), open=True)

AT = Place("some.rules", 1)
NOW = datetime(2026, 3, 1, 9, 0)

_PYTHON_TYPES = {bool: YES_NO, int: WHOLE, str: TEXT, datetime: MOMENT, date: DAY, time: TIME}
_ABSENCES = {"!": Absence.REQUIRED, "-": Absence.NONE, "?": Absence.UNKNOWN}


def _model(name, fields, *, owner=None, when=None, lists=(), parts=()):
    """`fields` gives (type, absence), the absence as a mark, or a tuple with a default."""
    made = {}
    for field, (kind, mark) in fields.items():
        if isinstance(mark, tuple):
            made[field] = FieldSchema(field, kind, Absence.DEFAULT, "", default=mark[0])
        else:
            made[field] = FieldSchema(field, kind, _ABSENCES[mark], "")
    return ModelSchema(
        name,
        "",
        made,
        {plural: ListSchema(plural, model, model) for plural, model in lists},
        {part: PartSchema(part, model) for part, model in parts},
        when,
        owner,
    )


_MODELS = (
    _model(
        "file",
        {
            "size": (WHOLE, "!"),
            "pages": (WHOLE, "?"),
            "lost": (WHOLE, "-"),
            "copies": (WHOLE, (1,)),
            "opened_on": (DAY, "?"),
            "closed_on": (DAY, "-"),
            "seen_at": (MOMENT, "?"),
            "sent_at": (MOMENT, "-"),
            "hour": (TIME, "?"),
            "checked": (YES_NO, "?"),
            "sealed": (YES_NO, "-"),
            "public": (YES_NO, (False,)),
            "title": (TEXT, "?"),
            "tags": (TAGS, (None,)),
            "marks": (TAGS, "?"),
            "level": (LEVEL, "?"),
            "stage": (STAGE, "?"),
            "colour": (COLOUR, "-"),
            "price": (MONEY, "?"),
            "weight": (WEIGHT, "?"),
            "ratio": (NUMBER, "?"),
            "share": (PERCENT, "?"),
            "main_item": (t.Reference("item"), "-"),
            "next_item": (t.Reference("item"), "?"),
        },
        lists=[("items", "item")],
        parts=[("cover", "cover")],
    ),
    _model(
        "item",
        {
            "made_on": (DAY, "?"),
            "gone_on": (DAY, "-"),
            "amount": (WHOLE, "?"),
            "extra": (WHOLE, "-"),
            "good": (YES_NO, "?"),
            "label": (TEXT, "!"),
            "level": (LEVEL, "?"),
            "shelf": (t.Reference("shelf"), "?"),
        },
        owner="file",
        when="made_on",
        lists=[("notes", "note")],
        parts=[("box", "box")],
    ),
    _model(
        "note",
        {"text": (TEXT, "?"), "lines": (WHOLE, "?"), "about": (t.Reference("file"), "-")},
        owner="item",
    ),
    _model("box", {"depth": (WHOLE, "?")}, owner="item"),
    _model("cover", {"colour": (COLOUR, "?"), "printed_on": (DAY, "-")}, owner="file"),
    _model(
        "archive",
        {
            "limit": (WHOLE, "?"),
            "open": (YES_NO, (True,)),
            "moved_on": (DAY, "-"),
        },
        lists=[("shelves", "shelf")],
    ),
    _model("shelf", {"room": (WHOLE, "?")}, owner="archive"),
)

SCHEMA = Schema({model.name: model for model in _MODELS}, ("file", "archive"))


class Fields:
    """A record in an expression: its attributes are the nodes of its fields, parts, decisions."""

    def __init__(self, node, model):
        self.node = node
        self._model = SCHEMA.models[model]

    @property
    def id(self):
        return n.Field(self.node, self._model.name, "id", Absence.REQUIRED, TEXT)

    def __getattr__(self, name):
        if name in self._model.parts:
            model = self._model.parts[name].model
            return Fields(n.Part(self.node, name, model, t.Reference(model)), model)
        field = self._model.fields[name]
        return n.Field(self.node, self._model.name, name, field.absence, field.type)

    def ref(self, decision, kind):
        return n.Ref(decision, self.node, kind)

    def source(self, name, where=None, variable=0):
        """The elements of one of its lists."""
        of_list = self._model.lists[name]
        return n.Source(variable, self.node, name, of_list.model, where and expr(where))


def subject(model):
    return Fields(n.Subject(model, t.Reference(model)), model)


def root(model):
    return Fields(n.Root(model, t.Reference(model)), model)


def element(model, variable=0):
    return Fields(n.Element(variable, model, t.Reference(model)), model)


def follow(reference):
    model = reference.type.model
    return Fields(n.Follow(reference, model, t.Reference(model)), model)


def record(node):
    """A record that some other expression denotes."""
    return Fields(node, node.type.model)


file, item, archive = subject("file"), element("item"), root("archive")
today, now = n.Today(DAY), n.Now(MOMENT)


def ordinal(variable=0):
    return n.Ordinal(variable, WHOLE)


# Values ------------------------------------------------------------------------------------


def expr(value, kind=None):
    """A constant of a plain value, the node of a record; other nodes as they are."""
    if isinstance(value, Fields):
        return value.node
    if kind or type(value) in _PYTHON_TYPES:
        return n.Const(value, kind or _PYTHON_TYPES[type(value)])
    return value


def exprs(values):
    return tuple(expr(value) for value in values)


def nothing(kind=WHOLE):
    return n.NoValue(kind)


def ask(*fields):
    return n.Ask(fields, fields[0].type)


def parameter(name, *keys, kind=WHOLE):
    return n.Parameter(name, exprs(keys), kind)


def length(count, family):
    return n.Const(count, t.Duration(family))


def days(count):
    return length(count, t.Family.DAYS)


def working_days(count):
    return length(count, t.Family.WORKING_DAYS)


def months(count):
    return length(count, t.Family.MONTHS)


def hours(count):
    return length(3600 * count, t.Family.ELAPSED)


def plus(start, amount):
    start = expr(start)
    return n.Shift(start, amount, True, start.type)


def minus(start, amount):
    start = expr(start)
    return n.Shift(start, amount, False, start.type)


def at(clock, day):
    return n.At(expr(clock), expr(day), MOMENT)


def day_of(moment):
    return n.DayOf(expr(moment), DAY)


def full(unit, start, end):
    return n.FullUnits(unit, expr(start), expr(end), WHOLE)


def arithmetic(operator, left, right, kind=None):
    left = expr(left)
    return n.Arithmetic(n.Operator(operator), left, expr(right), kind or left.type)


def else_(first, second):
    first = expr(first)
    return n.Else(first, expr(second), first.type)


def greatest(*items):
    items = exprs(items)
    return n.Pick(True, items, items[0].type)


def least(*items):
    items = exprs(items)
    return n.Pick(False, items, items[0].type)


def case(*rows, otherwise=None):
    rows = tuple((expr(condition), expr(value)) for condition, value in rows)
    return n.Case(rows, otherwise and expr(otherwise), rows[0][1].type)


def call(function, *arguments, kind=WHOLE):
    return n.Call(function, exprs(arguments), kind)


def join(*parts):
    return n.Join(exprs(parts), TEXT)


def count(source):
    return n.Count(source, WHOLE)


def sum_(source, value):
    return n.Sum(source, value, value.type)


def average(source, value, kind=None):
    return n.Average(source, value, kind or value.type)


def largest(source, value):
    return n.Best(source, value, True, value.type)


def smallest(source, value):
    return n.Best(source, value, False, value.type)


def latest(source, value=None):
    value = value or element(source.model, source.variable).made_on
    return record(n.BestRecord(source, value, True, t.Reference(source.model)))


def earliest(source, value=None):
    value = value or element(source.model, source.variable).made_on
    return record(n.BestRecord(source, value, False, t.Reference(source.model)))


# Conditions --------------------------------------------------------------------------------


def compare(left, sign, right):
    return n.Compare(n.Relation(sign), expr(left), expr(right), YES_NO)


def among(value, *options):
    return n.Among(expr(value), exprs(options), YES_NO)


def within(value, low, high):
    return n.Within(expr(value), expr(low), expr(high), YES_NO)


def has(items, value):
    return n.Has(expr(items), expr(value), YES_NO)


def true(value):
    return n.Truth(expr(value), YES_NO)


def known(value):
    return n.IsKnown(expr(value), YES_NO)


def there_is(value):
    return n.ThereIs(expr(value), YES_NO)


def holds(condition):
    return n.Holds(condition, YES_NO)


def sampled(name, share, item):
    """`share` in percent points."""
    share = n.Const(share * t.PERCENT_POINT, PERCENT) if isinstance(share, int) else expr(share)
    return n.Sampled(name, expr(item), share, YES_NO)


def not_(condition):
    return n.Not(condition, YES_NO)


def and_(*conditions):
    return n.And(conditions, YES_NO)


def or_(*conditions):
    return n.Or(conditions, YES_NO)


def at_least(number, *conditions):
    return n.AtLeast(number, conditions, YES_NO)


def any_(source):
    return n.Exists(source, YES_NO)


def every(source, condition):
    return n.Every(source, condition, YES_NO)


YES = and_()
NO = or_()

# Statements --------------------------------------------------------------------------------


def decision(name, *rows, hit="first", model="file", kind=None, fallback=None, reported=True):
    """Rows are (value, condition), or a value that always holds."""
    pairs = [row if isinstance(row, tuple) else (row, None) for row in rows]
    made = tuple(n.Row(condition, expr(value), AT) for value, condition in pairs)
    policy, kind = n.HitPolicy(hit), kind or made[0].value.type
    if policy is n.HitPolicy.ALL and not isinstance(kind, t.Many):
        kind = t.Many(kind)
    return n.Decision(name, model, policy, made, fallback or nothing(kind), kind, reported, AT)


def define(name, *rows, **rest):
    return decision(name, *rows, reported=False, **rest)


def emission(name, condition=YES, *, kind="task", model="file", fields=(), **rest):
    given = tuple((key, expr(value)) for key, value in dict(fields).items())
    return n.Emission(kind, name, model, condition, given, AT, **rest)


def series(*, opens, closes, first=1, last=None, done=NO, left_out=None):
    return n.Series(0, expr(first), expr(last), expr(opens), expr(closes), done, left_out)


def dated(value, first_on=None, last_on=None):
    return n.DatedValue(value, first_on, last_on, AT)


def table(name, values, kind=WHOLE, key_types=(), required=False):
    """`values` by keys, each a dated value, several of them, or a plain one."""
    made = {}
    for keys, value in values.items():
        several = value if isinstance(value, tuple) else (value,)
        made[keys] = tuple(v if isinstance(v, n.DatedValue) else dated(v) for v in several)
    return n.ParameterTable(name, kind, key_types, made, required, AT)


def plan(*statements, parameters=(), zone="UTC"):
    decisions = tuple(s for s in statements if isinstance(s, n.Decision))
    emissions = tuple(s for s in statements if isinstance(s, n.Emission))
    names = [s.name for s in statements if getattr(s, "reported", True)]
    return n.Plan(
        pack=n.PackIdentity("some", "1.0.0", ""),
        schema=SCHEMA,
        parameters={made.name: made for made in parameters},
        decisions=decisions,
        emissions=emissions,
        statements=tuple(dict.fromkeys(names)),
        zone=zone,
    )


# Records -----------------------------------------------------------------------------------


def _data(model, id_, values):
    schema = SCHEMA.models[model]
    fields = {name: _stored(field) for name, field in schema.fields.items()}
    lists = dict.fromkeys(schema.lists, ())
    return SimpleNamespace(
        **{"id": id_, **fields, **lists, **dict.fromkeys(schema.parts), **values}
    )


def _stored(field):
    """A record's field where nothing is said; defaults are filled on reading."""
    if field.absence is Absence.REQUIRED:
        return {"size": 0, "label": ""}[field.name]
    return () if field.absence is Absence.DEFAULT and field.type == TAGS else field.default


def a_file(id_="F1", **values):
    return _data("file", id_, values)


def an_item(id_, **values):
    return _data("item", id_, values)


def a_note(id_, **values):
    return _data("note", id_, values)


def a_box(**values):
    box = _data("box", "", values)
    del box.id
    return box


def a_cover(**values):
    cover = _data("cover", "", values)
    del cover.id
    return cover


def an_archive(id_="A1", **values):
    return _data("archive", id_, values)


def a_shelf(id_, **values):
    return _data("shelf", id_, values)


def facts(data=None, *, store=None, now=NOW, calendar=None, model="file"):
    return Facts(model, data or a_file(), store, now, calendar)


# Answers -----------------------------------------------------------------------------------


def sure(value):
    """A certain answer."""
    return (value, True, ())


NONE = sure(None)


def unsure(*asks, value=None):
    """An uncertain answer, with what is to be asked for."""
    return (value, False, asks)
