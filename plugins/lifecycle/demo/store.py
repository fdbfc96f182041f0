"""The store's own file: who works there, its cars, its events, its log of duties."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from forecourt.plugins.lifecycle.demo.house import (
    COLOURS,
    CREW,
    CURRENCY,
    MODELS,
    MONTHS,
    STAND_INS,
    House,
    Member,
)
from forecourt.plugins.lifecycle.demo.moments import (
    SUNDAY,
    day_between,
    in_hours,
    month_end,
    months_before,
)
from forecourt.plugins.lifecycle.demo.showroom import TEST_CARS

if TYPE_CHECKING:
    from random import Random

    from forecourt.plugins.lifecycle.demo.customer_file import Facts

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
DISPLAY_CARS = 9
STOCK_CARS = 28
EVENT_KINDS = ("local_event", "product_launch", "vip_event", "theme_service", "car_care_salon")
PLAN_KINDS = ("base_customers", "prospects", "callbacks", "training", "sales", "improvement")
KPIS = (("complaint_timeliness", 100), ("test_drive_share", 30), ("referral_share", None))
REPORT_DAYS = 60
"""Days for which there are the salespersons' own daily reports."""


def make_store(chance: Random, house: House) -> Facts:
    """Return the store file's facts."""
    return {
        "id": "demo",
        **_frame(house),
        **_calendar(house),
        "staff": [_member(chance, house, member) for member in house.staff],
        "absences": _absences(chance, house),
        "shifts": _shifts(chance, house),
        "stock_vehicles": _stock(chance, house),
        "events": _events(chance, house),
        "promotions": _promotions(house),
        "work_plans": _work_plans(house),
        "duties": [*_daily_duties(chance, house), *_monthly_duties(chance, house)],
        "posts": _posts(chance, house),
        "kpi_counts": _kpi_counts(chance, house),
    }


def _frame(house: House) -> Facts:
    return {
        "name": "Demo store (made up)",
        "country": "PT",
        "region": "made up",
        "time_zone": "Europe/Lisbon",
        "currency": CURRENCY,
        "has_workshop": True,
        "has_business_centre": False,
        "points_of_sale": ["AS"],
        "roles_present": [role for role, _, _ in CREW],
        "stand_ins": [{"role": role, "by": by} for role, by in STAND_INS],
        "emergency_causes": ["power_failure", "host_damage"],
        "exceptions": [{"on": date(house.as_of.year, 12, 24), "open": False}],
        "holidays_from": "PT",
    }


def _calendar(house: House) -> Facts:
    year = house.as_of.year
    return {
        "opening": [{"weekday": day, "from": time(9), "to": time(19)} for day in WEEK],
        "breaks": [{"weekday": day, "from": time(13), "to": time(14)} for day in WEEK],
        "festivals": [{"name": "spring fair", "on": date(year, 4, 12)}],
        "major_holidays": [
            {"name": "New Year", "on": date(year + 1, 1, 1)},
            {"name": "Christmas", "on": date(year, 12, 25)},
        ],
        "seasons": [
            {"name": "winter", "starts_on": date(year, 12, 1)},
            {"name": "summer", "starts_on": date(year, 6, 1)},
        ],
        "professions_days": [{"profession": "teacher", "on": date(year, 10, 5)}],
    }


def _superior(house: House, member: Member) -> str | None:
    """Return whom somebody reports to: the department's manager, else the general manager."""
    if member.role == "general_manager":
        return None
    role = {"sales": "sales_manager", "service": "service_manager"}.get(member.department)
    if role is None or role == member.role:
        role = "general_manager"
    return house.by_role[role][0]


def _member(chance: Random, house: House, member: Member) -> Facts:
    return {
        "id": member.id,
        "name": member.person.name,
        "roles": [member.role],
        "reports_to": _superior(house, member),
        "active": False if member.left_on else None,
        "joined_on": member.joined_on,
        "left_on": member.left_on,
        "department": member.department,
        "sex": "female" if member.person.female else "male",
        "education": chance.choice(("school", "university", None)),
        "staff_no": member.id[1:],
    }


def _here(house: House, role: str | None = None) -> list[Member]:
    return [
        member for member in house.staff if member.left_on is None and role in (None, member.role)
    ]


def _absences(chance: Random, house: House) -> list[Facts]:
    found = []
    for member in _here(house):
        for _ in range(chance.randint(1, 4)):
            first = day_between(chance, house.first_day, house.as_of + timedelta(days=40))
            last = first + timedelta(days=chance.choice((0, 1, 4, 9)))
            found.append(
                {
                    "staff": member.id,
                    "from_at": datetime.combine(first, time(9)),
                    "to_at": datetime.combine(last, time(19)),
                    "kind": chance.choices(("leave", "sick", "training"), (60, 25, 15))[0],
                }
            )
    return numbered("AB", found)


def _shifts(chance: Random, house: House) -> list[Facts]:
    """Return the shifts of the last two weeks and the next."""
    found = []
    for offset in range(-14, 8):
        day = house.as_of + timedelta(days=offset)
        if day.weekday() == SUNDAY:
            continue
        for member in _here(house):
            starts = time(chance.choice((9, 9, 10)))
            found.append(
                {
                    "staff": member.id,
                    "starts_at": datetime.combine(day, starts),
                    "ends_at": datetime.combine(day, time(starts.hour + 9)),
                    "place": _place(member),
                }
            )
    return numbered("SH", found)


def _happens(chance: Random, share: float) -> bool:
    return chance.random() < share


def _place(member: Member) -> str | None:
    places = {"front_desk": "welcome_desk", "salesperson": "showroom", "technician": "workshop"}
    return places.get(member.role)


def _stock(chance: Random, house: House) -> list[Facts]:
    uses = ["test_drive"] * TEST_CARS + ["display"] * DISPLAY_CARS + ["stock"] * STOCK_CARS
    return [_stock_car(chance, house, number, use) for number, use in enumerate(uses, 1)]


def _stock_car(chance: Random, house: House, number: int, use: str) -> Facts:
    model = chance.choice(MODELS)
    test = use == "test_drive"
    since = day_between(chance, house.as_of - timedelta(days=120), house.as_of)
    return {
        "id": f"TV{number}" if test else f"SV{number}",
        "vin": f"DEMO{900_000_000 + number:013}",
        "model": model.name,
        "series": model.series,
        "colour": chance.choice(COLOURS),
        "use": use,
        "plate": f"DM-TEST-{number}" if test else None,
        "insurance_end_on": house.as_of + timedelta(days=chance.randint(5, 300)) if test else None,
        "on_display_since_on": since if use == "display" else None,
        "certificate_at": chance.choice(("store", "bank", None)),
        "trips": _trips(chance, house) if test else None,
        "checks": _checks(chance, house) if use != "stock" else None,
    }


def _trips(chance: Random, house: House) -> list[Facts]:
    days = sorted(day_between(chance, house.first_day, house.as_of) for _ in range(6))
    moments = [in_hours(chance, day) for day in days]
    return [
        {"at": moment, "purpose": chance.choice(("fuel", "wash", "workshop"))}
        for moment in moments
        if moment < house.now
    ]


def _checks(chance: Random, house: House) -> list[Facts]:
    return [
        {
            "on": house.as_of - timedelta(days=back),
            "by": chance.choice(house.by_role["salesperson"]),
            "ok": _happens(chance, 0.92),
            "signed_by_manager": _happens(chance, 0.8),
        }
        for back in range(1, 15)
    ]


def _events(chance: Random, house: House) -> list[Facts]:
    return [
        {
            "id": event.id,
            "kind": chance.choice(EVENT_KINDS),
            "starts_at": event.starts_at,
            "status": "done" if event.starts_at < house.now else "scheduled",
            "display_ready_at": event.starts_at - timedelta(hours=3)
            if event.starts_at < house.now
            else None,
            "season": "winter" if event.starts_at.month in (12, 1, 2) else None,
        }
        for event in house.events
    ]


def _promotions(house: House) -> list[Facts]:
    found = [
        {
            "published_on": first,
            "valid_to_on": month_end(first),
            "for": ("accessories", "service", "stock cars")[number % 3],
        }
        for number, first in enumerate(months_before(house.as_of, MONTHS)[::3])
    ]
    return numbered("PR", found)


def _work_plans(house: House) -> list[Facts]:
    owner = house.by_role["sales_manager"][0]
    found: list[Facts] = []
    for number, month in enumerate(months_before(house.as_of, MONTHS)):
        over = month_end(month)
        found.append(
            {
                "kind": PLAN_KINDS[number % len(PLAN_KINDS)],
                "for_month": month,
                "made_on": month - timedelta(days=3),
                "evaluated_on": over if over < house.as_of else None,
                "owner": owner,
            }
        )
    return numbered("WP", found)


def _daily_duties(chance: Random, house: House) -> list[Facts]:
    """Return two years of the showroom check, and the latest daily reports."""
    sellers = house.by_role["salesperson"]
    found = []
    day = house.first_day
    while day < house.as_of:
        if day.weekday() != SUNDAY:
            morning, evening = (datetime.combine(day, time(hour)) for hour in (9, 18))
            found.append(_duty(chance, house, "showroom_check", morning, chance.choice(sellers)))
            if (house.as_of - day).days <= REPORT_DAYS:
                found.extend(_duty(chance, house, "daily_report", evening, one) for one in sellers)
        day += timedelta(days=1)
    return numbered("DU", found)


def _duty(chance: Random, house: House, name: str, about: datetime, by: str) -> Facts:
    """Return an entry of the log, done within the hour; some are forgotten, some not signed."""
    done = _happens(chance, 0.95)
    moment = about + timedelta(minutes=chance.randrange(60))
    manager = house.by_role["sales_manager"][0]
    return {
        "name": name,
        "on": about.date(),
        "by": by,
        "done_at": moment if done else None,
        "signed_by": manager if done and _happens(chance, 0.7) else None,
    }


def _monthly_duties(chance: Random, house: House) -> list[Facts]:
    manager = house.by_role["sales_manager"][0]
    found = [
        {
            **_duty(chance, house, "lost_statistic", _evening(month_end(month)), manager),
            "document": f"lost-{month:%Y-%m}",
            "figures": [
                {"name": "lost", "value": chance.randint(3, 20)},
                {"name": "out_of_control", "value": chance.randint(0, 5)},
            ],
        }
        for month in months_before(house.as_of, MONTHS)[:-1]
    ]
    return numbered("DM", found)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(17))


def _posts(chance: Random, house: House) -> list[Facts]:
    """Return the messages of two years, two or three a week."""
    found: list[Facts] = []
    day = house.first_day
    while day < house.as_of:
        moment = in_hours(chance, day)
        deleted = _happens(chance, 0.01)
        found.append(
            {
                "at": moment,
                "text": chance.choice(("winter check", "new colours", "opening hours", "tip")),
                "deleted_at": moment + timedelta(minutes=9) if deleted else None,
            }
        )
        day += timedelta(days=chance.choice((2, 2, 3, 4)))
    return numbered("PO", [post for post in found if post["at"] < house.now])


def _kpi_counts(chance: Random, house: House) -> list[Facts]:
    found: list[Facts] = []
    for month in months_before(house.as_of, MONTHS)[:-1]:
        for kpi, target in KPIS:
            whole = chance.randint(20, 90)
            found.append(
                {
                    "kpi": kpi,
                    "period": month,
                    "numerator": chance.randint(whole // 4, whole),
                    "denominator": whole,
                    "target": target,
                }
            )
        found.append({"kpi": "recall_share", "period": month, "value": chance.randint(60, 99)})
    return numbered("KC", found)


def numbered(prefix: str, records: list[dict[str, Any]]) -> list[Facts]:
    """Return records with ids: the prefix and their position."""
    return [{"id": f"{prefix}{number}", **facts} for number, facts in enumerate(records, 1)]
