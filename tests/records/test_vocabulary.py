"""The built-in plugins' records: whole, without faults, and fit for real files."""

import keyword
from datetime import date, datetime, time

import pytest

from forecourt.core.records.build import build_records
from forecourt.core.records.reserved import LOGIC_WORDS, MARKS
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Order, Quantity, Symbol
from forecourt.plugins.lifecycle import vocabulary as lifecycle
from forecourt.plugins.sales import vocabulary as sales
from forecourt.plugins.service import vocabulary as service

ROLES = ("general_manager", "sales_manager", "salesperson", "service_advisor", "front_desk")
ROLE = Symbol("role", Order.CHOICES, ROLES)


@pytest.fixture(scope="module")
def built():
    models = [model for plugin in (lifecycle, sales, service) for model in plugin.provide_records()]
    symbols = {symbol.name: symbol for symbol in (*lifecycle.provide_symbols(), ROLE)}
    return build_records(models, (), symbols)


@pytest.fixture(scope="module")
def records(built):
    return built[0]


@pytest.fixture
def models(records):
    return records.schema.models


def test_nothing_is_declared_wrongly(built):
    _, problems = built
    assert [problem.message for problem in problems] == []


def test_there_are_two_roots(records):
    assert records.schema.roots == ("customer", "store")


def test_a_customer_has_its_lists(models):
    assert set(models["customer"].lists) == {
        *("special_days", "children", "contact_persons", "vehicles", "leads", "visits"),
        *("test_drives", "quotes", "orders", "deliveries", "contacts", "appointments"),
        *("repair_orders", "requests", "complaints", "surveys", "memberships", "consents"),
        *("contracts", "invitations", "coupons", "documents", "approvals", "waivers", "actions"),
    }


def test_a_store_has_its_lists(models):
    assert set(models["store"].lists) == {
        *("opening", "breaks", "exceptions", "stand_ins", "festivals", "major_holidays"),
        *("seasons", "professions_days", "staff", "absences", "shifts", "stock_vehicles"),
        *("events", "promotions", "work_plans", "duties", "posts", "kpi_counts"),
    }


def test_every_field_says_what_it_is_for(models):
    for model in models.values():
        assert model.doc.endswith("."), model.name
        for field in model.fields.values():
            assert field.doc, f"{model.name}.{field.name}"
            assert field.doc[0].isupper(), f"{model.name}.{field.name}"
            assert not field.doc.endswith("."), f"{model.name}.{field.name}"


def test_checklists_are_the_same_everywhere(models):
    owners = ("visit", "test_drive", "delivery", "repair_order")
    steps = [models[models[owner].lists["steps"].model] for owner in owners]
    assert {tuple(step.fields) for step in steps} == {
        ("id", "name", "done_at", "by", "result", "note")
    }


@pytest.mark.parametrize(
    ("model", "field", "absence"),
    [
        ("lead", "expected_purchase_on", Absence.UNKNOWN),
        ("lead", "status", Absence.DEFAULT),
        ("lead", "lost_confirmed_at", Absence.NONE),
        ("delivery", "delivered_at", Absence.NONE),
        ("contact", "at", Absence.UNKNOWN),
        ("coupon", "valid_to_on", Absence.UNKNOWN),
        ("staff", "roles", Absence.REQUIRED),
    ],
)
def test_what_absence_means(models, model, field, absence):
    assert models[model].fields[field].absence is absence


@pytest.mark.parametrize(
    ("model", "time_field"),
    [
        ("lead", "opened_at"),
        ("visit", "arrived_at"),
        ("test_drive", "started_at"),
        ("quote", "made_at"),
        ("order", "ordered_at"),
        ("delivery", "delivered_at"),
        ("contact", "at"),
        ("appointment", "starts_at"),
        ("repair_order", "opened_at"),
        ("request", "received_at"),
        ("complaint", "received_at"),
        ("survey", "answered_at"),
        ("odometer_reading", "read_on"),
        ("duty", "done_at"),
    ],
)
def test_what_latest_and_earliest_go_by(models, model, time_field):
    assert models[model].time == time_field


def test_what_identifies_people_is_personal(models):
    personal = {name for name, field in models["customer"].fields.items() if field.personal}
    assert personal >= {"name", "id_number", "mobile", "phone", "email", "address", "birth_on"}
    assert models["visit_companion"].fields["name"].personal


def test_units_are_those_that_the_plugins_declare(models):
    declared = {unit.name for unit in lifecycle.provide_units()}
    kinds = (field.type for model in models.values() for field in model.fields.values())
    assert {kind.unit for kind in kinds if isinstance(kind, Quantity)} == declared


def test_names_that_are_marks_are_few_and_known(models):
    marks = {f"{m.name}.{name}" for m in models.values() for name in m.fields if name in MARKS}
    assert marks == {
        *("action.of", "approval.of", "document.of", "waiver.of"),
        *("contact.by", "survey.by", "duty.by", "waiver.by", "stock_vehicle_check.by"),
        *("visit_step.by", "test_drive_step.by", "delivery_step.by", "repair_order_step.by"),
        *("stand_in.by", "coupon.for", "promotion.for"),
        *("duty.on", "festival.on", "major_holiday.on", "opening_exception.on"),
        *("profession_day.on", "special_day.on", "stock_vehicle_check.on"),
        *("opening_hours.from", "opening_hours.to", "store_break.from", "store_break.to"),
    }
    python = {name for m in models.values() for name in m.fields if keyword.iskeyword(name)}
    assert python == {"for", "from"}


def test_no_model_or_list_has_a_word_of_the_language_for_a_name(models):
    words = set(models) | {
        word
        for model in models.values()
        for entry in model.lists.values()
        for word in (entry.name, entry.singular)
    }
    assert not words & (LOGIC_WORDS | MARKS)


def test_a_portuguese_customer(records):
    customer, findings = records.read(
        "customer",
        {
            "id": "C1",
            "name": "Joaquim Gonçalves Brandão",
            "mobile": "+351 912 345 678",
            "language": "pt",
            "birth_on": "1984-02-29",
            "has_children": True,
            "children": [{"birth_on": "2015-05-01", "at_home": True}],
            "vehicles": [
                {
                    "id": "V1",
                    "plate": "12-AB-34",
                    "delivered_on": "2025-01-31",
                    "odometer": [
                        {"read_on": "2025-02-20", "km": 1200},
                        {"read_on": "2025-06-02", "km": "7400 km"},
                    ],
                }
            ],
            "leads": [
                {
                    "id": "L1",
                    "opened_at": "2026-02-20T10:00:00+00:00",
                    "salesperson": "S1",
                    "trade_in": {"vehicle": "12-AB-34", "value": 9500},
                }
            ],
            "quotes": [
                {"id": "Q1", "lead": "L1", "list_price": "28500.00 EUR", "discount_percent": 2.5}
            ],
            "contacts": [
                {"id": "K1", "at": "2026-03-29T01:30", "channel": "phone", "about": ["follow_up"]}
            ],
        },
        zone="Europe/Lisbon",
        currency="EUR",
    )
    assert findings == ()
    assert [reading.km for reading in customer.vehicles[0].odometer] == [
        1_200_000_000,
        7_400_000_000,
    ]
    assert customer.leads[0].trade_in.value == 950_000
    assert customer.quotes[0].discount_percent == 25_000
    assert customer.contacts[0].at == datetime(2026, 3, 29, 2, 30)
    assert customer.contacts[0].reached is True


def test_a_chinese_customer(records):
    customer, findings = records.read(
        "customer",
        {
            "id": "客户一",
            "name": "王小明",
            "kind": "company",
            "contact_persons": [{"id": "李", "name": "李娜", "position": "key_employee"}],
            "memberships": [
                {
                    "id": "M1",
                    "category": "gold",
                    "transactions": [{"at": "2026-01-31T09:00", "kind": "join", "fee": 100}],
                }
            ],
            "complaints": [{"id": "T1", "amount": 12000, "levels_tried": ["station", "dealer"]}],
        },
        zone="Asia/Shanghai",
        currency="CNY",
    )
    assert findings == ()
    assert customer.name == "王小明"
    assert customer.memberships[0].transactions[0].fee == 10_000
    assert customer.complaints[0].levels_tried == ("station", "dealer")


def test_a_russian_customer(records):
    customer, findings = records.read(
        "customer",
        {
            "id": "К1",
            "name": "Фёдор Щукин",
            "repair_orders": [
                {
                    "id": "R1",
                    "kind": ["maintenance", "claim"],
                    "km_in": 15000,
                    "claim": {"kind": "warranty"},
                    "lines": [{"item": "oil", "kind": "part", "price": "1500.00 RUB"}],
                    "steps": [{"name": "covers", "done_at": "2026-03-01T09:00:00+03:00"}],
                }
            ],
        },
        zone="Europe/Moscow",
        currency="RUB",
    )
    assert findings == ()
    order = customer.repair_orders[0]
    assert (order.claim.kind, order.steps[0].result) == ("warranty", "ok")
    assert order.steps[0].done_at == datetime(2026, 3, 1, 9)


def test_a_store(records):
    store, findings = records.read(
        "store",
        {
            "id": "lisboa_centro",
            "name": "Lisboa Centro",
            "country": "PT",
            "time_zone": "Europe/Lisbon",
            "currency": "EUR",
            "roles_present": ["salesperson", "sales_manager"],
            "stand_ins": [{"role": "general_manager", "by": "sales_manager"}],
            "opening": [{"weekday": "monday", "from": "09:00", "to": "19:30"}],
            "exceptions": [{"on": "2026-12-24", "open": False}],
            "staff": [
                {"id": "S1", "name": "Inês Leitão", "roles": ["salesperson"], "reports_to": "S2"},
                {"id": "S2", "name": "Rui Paz", "roles": ["sales_manager", "salesperson"]},
            ],
            "stock_vehicles": [
                {"id": "X1", "use": "test_drive", "checks": [{"on": "2026-03-01", "ok": True}]}
            ],
            "duties": [
                {
                    "id": "D1",
                    "name": "daily_report",
                    "on": "2026-03-01",
                    "figures": [{"name": "visits", "value": 12}],
                }
            ],
        },
        zone="Europe/Lisbon",
        currency="EUR",
    )
    assert findings == ()
    assert getattr(store.opening[0], "from") == time(9)
    assert store.exceptions[0].on == date(2026, 12, 24)
    assert store.duties[0].figures[0].value == 12_000_000
    assert records.from_rows("store", gathered(records.rows(store))) == store


def gathered(rows):
    """Return rows by table."""
    found = {}
    for table, row in rows:
        found.setdefault(table, []).append(row)
    return found


def test_staff_without_a_role_are_refused(records):
    for staff in ({"id": "S1"}, {"id": "S1", "roles": []}):
        store, (finding,) = records.read("store", {"id": "x", "staff": [staff]}, zone="UTC")
        assert store is None
        assert "staff[0].roles" in finding.message


def test_names_and_numbers_of_people_stay_out_of_findings(records):
    data = {"id": "C1", "mobile": 912345678, "vehicles": [{"id": "V1", "plate": ["12-AB-34"]}]}
    _, findings = records.read("customer", data, zone="UTC")
    assert len(findings) == 2
    assert not any("912345678" in f.message or "12-AB-34" in f.message for f in findings)
