"""The made-up history looks like one: shares and counts lie where a dealer would expect them."""

from datetime import date, datetime, timedelta

import pytest


@pytest.fixture(scope="module")
def customers(demo):
    return demo[1]


def of(customers, plural):
    return [(one, record) for one in customers for record in one.get(plural, [])]


def share(records, holds):
    return sum(map(holds, records)) / len(records)


def contacts_about(customers, about):
    return [
        (one, contact)
        for one, contact in of(customers, "contacts")
        if contact["about"] == [about] and contact.get("reached", True)
    ]


@pytest.mark.parametrize(
    ("plural", "least", "most"),
    [
        ("leads", 1300, 1800),
        ("visits", 800, 1600),
        ("test_drives", 400, 800),
        ("quotes", 1000, 2200),
        ("orders", 700, 1100),
        ("deliveries", 1000, 1500),
        ("contacts", 15_000, 35_000),
        ("repair_orders", 2500, 5000),
        ("complaints", 80, 200),
        ("surveys", 800, 1800),
        ("memberships", 300, 600),
    ],
)
def test_there_are_as_many_as_two_years_would_bring(customers, plural, least, most):
    assert least <= len(of(customers, plural)) <= most


@pytest.mark.parametrize(
    ("status", "least", "most"),
    [("won", 0.45, 0.7), ("open", 0.15, 0.35), ("lost", 0.07, 0.18), ("dormant", 0.02, 0.09)],
)
def test_leads_end_as_leads_do(customers, status, least, most):
    leads = of(customers, "leads")
    assert least < share(leads, lambda pair: pair[1].get("status", "open") == status) < most


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [("mobile", 0.88, 0.97), ("birth_on", 0.65, 0.85), ("email", 0.6, 0.8), ("sex", 0.6, 0.85)],
)
def test_what_is_known_of_customers_is_known_of_most(customers, field, least, most):
    assert least < share(customers, lambda one: field in one) < most


def test_most_data_left_are_called_back_and_most_of_these_in_time(customers):
    left = {
        lead["id"]: datetime.fromisoformat(lead["data_left_at"])
        for _, lead in of(customers, "leads")
        if "data_left_at" in lead
    }
    called = {
        contact["lead"]: datetime.fromisoformat(contact["at"])
        for _, contact in contacts_about(customers, "first_call_back")
    }
    within = [called[lead] - left[lead] <= timedelta(hours=24) for lead in called]
    assert 0.7 < len(called) / len(left) < 0.98
    assert 0.6 < sum(within) / len(within) < 0.95


@pytest.mark.parametrize(
    "about",
    ["safely_home", "first_days_call", "first_week_call", "half_month_call", "first_month_call"],
)
def test_the_calls_after_delivery_are_partly_made(customers, about):
    begun = "2026-09-15"
    delivered = {
        delivery["id"]
        for _, delivery in of(customers, "deliveries")
        if "2024-10-01" <= delivery.get("delivered_at", "") < begun
    }
    called = {contact["delivery"] for _, contact in contacts_about(customers, about)}
    assert 0.75 < len(called & delivered) / len(delivered) < 0.97


def test_some_care_calls_go_on_month_after_month(customers):
    calls = contacts_about(customers, "monthly_care")
    assert len(calls) > 3 * len({contact["delivery"] for _, contact in calls})


def test_cars_are_delivered_on_month_ends_and_leap_days_too(customers):
    days = [
        date.fromisoformat(delivery["delivered_at"][:10])
        for _, delivery in of(customers, "deliveries")
        if "delivered_at" in delivery
    ]
    assert sum((day + timedelta(days=1)).day == 1 for day in days) > 40
    assert any((day.month, day.day) == (2, 29) for day in days)


def test_somebody_was_born_on_29_february(customers):
    assert sum(one.get("birth_on", "").endswith("-02-29") for one in customers) >= 5


def test_an_odometer_never_runs_backwards(customers):
    for _, vehicle in of(customers, "vehicles"):
        readings = vehicle.get("odometer", [])
        kilometres = [reading["km"] for reading in readings]
        assert kilometres == sorted(kilometres)
        assert [one["read_on"] for one in readings] == sorted(one["read_on"] for one in readings)


def test_some_discounts_go_beyond_what_a_salesperson_may_grant(customers):
    quotes = [quote for _, quote in of(customers, "quotes") if "discount_percent" in quote]
    assert 0.05 < share(quotes, lambda quote: quote["discount_percent"] > 2) < 0.6
    assert of(customers, "approvals")


def test_some_memberships_have_expired_and_some_plates_are_on_no_file(customers):
    memberships = of(customers, "memberships")
    expired = [one for _, one in memberships if one.get("valid_to_on", "9999") < "2026-11-02"]
    plates = {vehicle["plate"] for _, vehicle in of(customers, "vehicles") if "plate" in vehicle}
    assert 0.05 < len(expired) / len(memberships) < 0.6
    assert any(one.get("plate") and one["plate"] not in plates for _, one in memberships)


def test_the_store_has_its_people_and_two_years_of_log(demo):
    store, _ = demo
    roles = {role for member in store["staff"] for role in member["roles"]}
    assert roles == set(store["roles_present"])
    checks = [duty for duty in store["duties"] if duty["name"] == "showroom_check"]
    assert len(checks) > 600
    assert any(event["status"] == "scheduled" for event in store["events"])
    assert any(member.get("active") is False for member in store["staff"])
