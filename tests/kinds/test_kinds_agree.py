"""Generated rule text, record files and moments: both engines say the same.

Statements are put together from pieces that are right by type, so that every one of them must
pass the checker; records leave fields out, and put dates where months end and clocks change.
"""

import json
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DAYS = [
    date(2024, 1, 31),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 3, 31),
    date(2024, 10, 27),
    date(2025, 2, 28),
    date(2025, 3, 30),
]
days = st.builds(
    lambda day, more: day + timedelta(days=more), st.sampled_from(DAYS), st.integers(-3, 3)
)
moments = st.builds(
    lambda day, seconds: datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds),
    days,
    st.sampled_from([0, 1, 9000, 9001, 32400, 43200, 86399]),
)
iso = lambda values: values.map(lambda one: one.isoformat())  # noqa: E731


def absent_or(**fields):
    return st.fixed_dictionaries({}, optional=fields)


def listed(name, **fields):
    """Up to three records with ids of their own."""
    return st.lists(absent_or(**fields), max_size=3).map(
        lambda found: [{"id": f"{name}{number}", **one} for number, one in enumerate(found)]
    )


customers = st.fixed_dictionaries(
    {
        "id": st.just("C"),
        "leads": listed(
            "L",
            opened_at=iso(moments),
            expected_purchase_on=iso(days),
            status=st.sampled_from(["open", "won", "lost"]),
            model_chosen=st.booleans(),
            came_again=st.booleans(),
            salesperson=st.sampled_from(["S1", "S2", "nobody"]),
        ),
        "contacts": listed(
            "K",
            at=iso(moments),
            reached=st.booleans(),
            lead=st.sampled_from(["L0", "L1", "L9"]),
            delivery=st.sampled_from(["D0", "D1"]),
            about=st.lists(st.sampled_from(["one", "two", "three"]), max_size=2),
            channel=st.sampled_from(["phone", "sms"]),
        ),
        "deliveries": listed("D", delivered_at=iso(moments), agreed_at=iso(moments)),
        "quotes": listed(
            "Q",
            discount_percent=st.sampled_from([0, 2, 2.5, 5, 40]),
            discount_requested_by=st.sampled_from(["S1", "M1", "nobody"]),
        ),
        "waivers": listed(
            "W",
            task=st.sampled_from(["one", "two"]),
            of=st.sampled_from(["lead:L0", "lead:L1"]),
            waived_at=iso(moments),
        ),
    },
    optional={"birth_on": iso(days), "mobile": st.just("0")},
)
stores = st.none() | st.just(
    {
        "id": "S",
        "staff": [
            {"id": "S1", "roles": ["salesperson"], "reports_to": "M1"},
            {"id": "S2", "roles": ["salesperson"]},
            {"id": "M1", "roles": ["sales_manager", "salesperson"]},
        ],
        "opening": [
            {"weekday": "monday", "to": "18:00"},
            {"weekday": "wednesday"},
            {"weekday": "friday", "to": "12:00"},
            {"weekday": "friday", "to": "19:30"},
        ],
        "exceptions": [{"on": "2024-03-01", "open": False}, {"on": "2025-03-30", "open": True}],
    }
)

CONDITIONS = [
    "status = open",
    "not model_chosen",
    "at least 1 of (model_chosen, came_again)",
    "at most 1 of (model_chosen, came_again, status = won)",
    "expected_purchase_on is known",
    "expected_purchase_on <= today + 1 month",
    "no contact where reached",
    "every contact where at <= now",
    "(count of contact where channel = phone) in 1 .. 2",
    "(latest contact.at else opened_at) <= now - 36 hours",
    "heat >= warm",
    "mood is not known",
    "any other lead where opened_at < this.opened_at",
    "(customer.birth_on else expected_purchase_on) <= today",
    "full months from opened_at to now >= 1",
    "opened_at in last month",
    "expected_purchase_on in this week",
    "sample 50 % by id",
    "role salesperson is present",
    "the earlier of date of opened_at, expected_purchase_on <= today",
    "all_well",
]
conditions = st.sampled_from(CONDITIONS)
any_condition = st.one_of(
    conditions,
    st.builds("(({}) {} ({}))".format, conditions, st.sampled_from(["and", "or"]), conditions),
    conditions.map("not ({})".format),
)
durations = st.sampled_from(["90 minutes", "1 day", "2 weeks", "1 month", "2 working days"])
by_day = st.sampled_from(["1 day", "2 weeks", "1 month", "2 working days"])

decides = st.builds(
    "decide heat for lead\n    gives warmth\n    hot when {}\n    warm when {}\n    {}\n".format,
    conditions.filter(
        lambda one: "heat" not in one and "mood" not in one and "all_well" not in one
    ),
    conditions.filter(
        lambda one: "heat" not in one and "mood" not in one and "all_well" not in one
    ),
    st.sampled_from(["cold otherwise", "cold when came_again"]),
)
times_of_leads = st.sampled_from(["", "expected_purchase_on", "date of opened_at"])
FIXED = """
stages warmth  cold, warm, hot
define mood for lead
    expected_purchase_on  when expected_purchase_on >= today
    ask                   expected_purchase_on
define all_well for lead
    model_chosen and expected_purchase_on is known
parameter may by role
    salesperson    2 %
    sales_manager  5 %
"""


@st.composite
def recurring(draw):
    """How a task comes again, and perhaps when on its day it is due."""
    lines = [
        draw(
            st.one_of(
                st.builds(
                    "every {} after latest contact where reached, else opened_at".format, durations
                ),
                st.builds(
                    "every {} from date of opened_at".format,
                    st.sampled_from(["1 day", "2 weeks", "1 month"]),
                ),
                st.sampled_from(["every day", "every working day"]),
                st.just("every working day from opened_at"),
                st.just("on  date of opened_at + 1 month, expected_purchase_on, opened_at"),
            )
        )
    ]
    if "minutes" not in lines[0] and draw(st.booleans()):
        times = ["by 18:00 on due", "before due + 1 day", "by closing", "before closing on due"]
        lines.append(f"due  {draw(st.sampled_from(times))}")
    return lines


once = st.one_of(
    st.builds("due   expected_purchase_on - {}, not before opened_at".format, by_day),
    st.builds("due   {} opened_at + {}".format, st.sampled_from(["by", "before"]), durations),
    st.sampled_from(["due  by closing on opened_at", "due  before expected_purchase_on"]),
).map(lambda line: [line])
MAYBE = [
    "done  earliest contact where about has {name} and reached",
    "done  latest contact where about has {name} and channel = phone",
    "done when  model_chosen and opened_at <= now",
    "from  due - 1 day",
    "escalate sales_manager after 1 day overdue",
    "escalate general_manager after 2 working days overdue",
    "channel  phone",
]


@st.composite
def tasks_of_leads(draw, name, other=None):
    lines = [f"when {draw(any_condition)}", "who  salesperson", *draw(st.one_of(recurring(), once))]
    chosen = draw(st.lists(st.sampled_from(MAYBE), unique=True, max_size=5))
    lines += [line.format(name=name) for line in chosen if not _clashes(line, chosen)]
    if draw(st.booleans()):
        lines.append(f"until due + {draw(by_day)}")
    if other:
        lines += draw(st.sampled_from([[], [f"counts for {other}"]]))
        if not any(line.startswith("every") for line in lines):
            lines += draw(st.sampled_from([[], [f"instead of {other}"]]))
    return "".join(f"    {line}\n" for line in [*lines]).join([f"task {name} for lead\n", ""])


def _clashes(line, lines):
    """Tell whether a line of the same word stands before it."""
    before = lines[: lines.index(line)]
    return line.startswith("done  ") and any(one.startswith("done  ") for one in before)


requires = st.builds(
    "require three for lead when {}\n    that {}\n{}".format,
    conditions,
    any_condition,
    st.sampled_from(["", "    unknown counts as broken\n"]),
)
authorities = st.sampled_from(
    ["discount_requested_by, else salesperson", "discount_requested_by", "sales_manager"]
).map("authority four for quote\n    of discount_percent\n    limit may\n    asked_by {}\n".format)
texts = st.builds(
    "\n".join,
    st.tuples(
        st.just(FIXED),
        decides,
        tasks_of_leads("one"),
        tasks_of_leads("two", other="one"),
        requires,
        authorities,
    ),
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts, customers, stores, moments, st.sampled_from(["UTC", "Europe/Lisbon"]))
def test_both_engines_say_the_same(outcome, text, customer, store, now, zone):
    found = outcome(text, customer, now.isoformat(), store, zone)
    assert json.loads(json.dumps(found)) == found
    causes = {name for one in found["missing"] for name in one["matters_to"]}
    for one in found["decisions"]:
        assert one["certain"] or one["name"] in causes
