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
        "opening": [{"weekday": "monday"}, {"weekday": "friday"}],
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
def tasks_of_leads(draw, name):
    lines = [f"task {name} for lead", f"    when {draw(any_condition)}", "    who  salesperson"]
    match draw(st.sampled_from(["after", "calendar", "due", "by", "on"])):
        case "after":
            step = draw(durations)
            lines.append(f"    every {step} after latest contact where reached, else opened_at")
        case "calendar":
            step = draw(by_day.filter(lambda one: "working" not in one))
            lines.append(f"    every {step} from date of opened_at")
        case "due":
            lines.append(f"    due   expected_purchase_on - {draw(by_day)}, not before opened_at")
        case "by":
            lines.append(
                f"    due   {draw(st.sampled_from(['by', 'before']))} opened_at + {draw(durations)}"
            )
        case "on":
            lines.append("    on    date of opened_at + 1 month, expected_purchase_on")
    if draw(st.booleans()):
        lines.append(f"    until due + {draw(by_day)}")
    if draw(st.booleans()):
        lines.append(f"    done  earliest contact where about has {name} and reached")
    if draw(st.booleans()):
        lines.append(f"    escalate sales_manager after {draw(by_day)} overdue")
    return "\n".join(lines) + "\n"


requires = st.builds(
    "require three for lead when {}\n    that {}\n{}".format,
    conditions,
    any_condition,
    st.sampled_from(["", "    unknown counts as broken\n"]),
)
AUTHORITY = (
    "authority four for quote\n    of discount_percent\n    limit may\n"
    "    asked_by discount_requested_by, else salesperson\n"
)
texts = st.builds(
    "\n".join,
    st.tuples(
        st.just(FIXED),
        decides,
        tasks_of_leads("one"),
        tasks_of_leads("two"),
        requires,
        st.just(AUTHORITY),
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
