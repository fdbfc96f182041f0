"""The customer: who it is, as far as the house came to know."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo import names
from forecourt.plugins.lifecycle.demo.moments import day_between, in_hours

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

COMPANIES = 0.11
LEAP_DAY_EVERY = 97
"""Every so many customers one is born on 29 February."""

OCCUPATIONS = ("teacher", "nurse", "engineer", "shopkeeper", "driver", "lawyer", "farmer")
INDUSTRIES = ("trade", "health", "building", "transport", "public service", "tourism")
INTERESTS = ("travel", "football", "gardening", "music", "photography", "cooking", "cycling")
EDUCATION = ("school", "vocational training", "university")
INCOME_BANDS = ("low", "middle", "high")


def introduce(file: CustomerFile) -> None:
    """Write down who the customer is; companies get their contact persons."""
    tongue = names.pick_tongue(file.chance)
    file.facts["id"] = f"C{file.number}"
    if file.happens(COMPANIES):
        file.facts.update(_company(file, tongue))
        _add_contact_persons(file, tongue)
    else:
        file.facts.update(_person(file, tongue))
    file.facts.update(_reached_at(file, tongue))
    file.facts.update(_standing(file))
    file.facts.update(_caretakers(file))


def _person(file: CustomerFile, tongue: names.Tongue) -> Facts:
    someone = names.person(file.chance, tongue)
    birth_on = _birth_on(file)
    return {
        "name": someone.name,
        "id_number": file.known(0.4, f"DEMO-ID-{file.number:05}"),
        "sex": file.known(0.8, "female" if someone.female else "male"),
        "birth_on": file.known(0.82, birth_on),
        **_family(file, birth_on),
        **_work(file, tongue),
        **_tastes(file),
        **_licence(file, birth_on),
    }


def _birth_on(file: CustomerFile) -> date:
    if file.number % LEAP_DAY_EVERY == 0:
        return date(file.one((1964, 1972, 1980, 1988, 1996)), 2, 29)
    youngest = file.house.as_of - timedelta(days=20 * 365)
    return day_between(file.chance, date(1946, 1, 1), youngest)


def _family(file: CustomerFile, birth_on: date) -> Facts:
    married_on = birth_on + timedelta(days=file.chance.randint(22 * 365, 34 * 365))
    married = file.happens(0.35) and married_on < file.house.as_of
    children = _children(file, married_on) if file.happens(0.3) else None
    return {
        "married_on": married_on if married else None,
        "has_children": True if children else file.known(0.15, False),
        "children": children,
        "special_days": _special_days(file) if file.happens(0.04) else None,
    }


def _children(file: CustomerFile, after: date) -> list[Facts] | None:
    births = [after + timedelta(days=400 * n) for n in range(1, file.chance.randint(1, 3) + 1)]
    return [
        {"birth_on": day, "at_home": file.answer(0.8, 0.7), "dependent": file.answer(0.8, 0.6)}
        for day in births
        if day < file.house.as_of
    ] or None


def _special_days(file: CustomerFile) -> list[Facts]:
    on = day_between(file.chance, date(2010, 1, 1), file.house.as_of)
    return [{"name": file.one(("graduation", "move to the new house", "name day")), "on": on}]


def _work(file: CustomerFile, tongue: names.Tongue) -> Facts:
    return {
        "working": file.known(0.5, file.chance.choices(("working", "retired"), (85, 15))[0]),
        "occupation": file.known(0.45, file.one(OCCUPATIONS)),
        "industry": file.known(0.3, file.one(INDUSTRIES)),
        "employer": file.known(0.15, names.company(file.chance, tongue)),
        "employer_address": file.known(0.08, names.address(file.chance, tongue)),
        "education": file.known(0.2, file.one(EDUCATION)),
        "income_band": file.known(0.15, file.one(INCOME_BANDS)),
    }


def _tastes(file: CustomerFile) -> Facts:
    types = ("analytical", "controlling", "amiable", "expressive")
    moods = ("calm", "docile", "talkative", "averse", "excitable")
    return {
        "interests": file.known(0.3, file.one(INTERESTS)),
        "lifestyle": file.known(0.08, file.one(("city", "country", "on the road"))),
        "values": file.known(0.06, file.one(("safety", "comfort", "economy", "prestige"))),
        "preferences": file.known(0.08, file.one(("quiet car", "high seat", "large boot"))),
        "personality": file.known(0.3, file.one(types)),
        "personality_second": file.known(0.1, file.one(types)),
        "emotion_type": file.known(0.15, file.one(moods)),
    }


def _licence(file: CustomerFile, birth_on: date) -> Facts:
    first = birth_on + timedelta(days=18 * 366)
    since = day_between(file.chance, first, max(first, file.house.as_of))
    if since > file.house.as_of or not file.happens(0.5):
        return {}
    valid_to = file.house.as_of + timedelta(days=file.chance.randint(-200, 3600))
    return {
        "licensed_since_on": since,
        "licence_valid_to_on": file.known(0.8, valid_to),
        "licence_review_on": file.known(0.1, valid_to),
    }


def _company(file: CustomerFile, tongue: names.Tongue) -> Facts:
    founded = day_between(file.chance, date(1975, 1, 1), date(2020, 12, 31))
    return {
        "kind": "company",
        "name": names.company(file.chance, tongue),
        "company_day": file.known(0.6, founded),
        "industry": file.known(0.7, file.one(INDUSTRIES)),
        "key_account": True if file.happens(0.3) else None,
        "member_of_group": file.known(0.2, f"Group {file.chance.randint(1, 9)}"),
    }


def _add_contact_persons(file: CustomerFile, tongue: names.Tongue) -> None:
    for position in ("manager", "driver", "key_employee")[: file.chance.randint(1, 3)]:
        born_on = day_between(file.chance, date(1960, 1, 1), date(2002, 1, 1))
        facts = {
            "name": names.person(file.chance, tongue).name,
            "position": position,
            "birth_on": file.known(0.4, born_on),
            "mobile": file.known(0.6, _number(file)),
        }
        identity = file.add("contact_persons", facts)
        file.records("contact_persons")[-1]["email"] = f"{identity.lower()}@demo.invalid"


def _reached_at(file: CustomerFile, tongue: names.Tongue) -> Facts:
    """Return how the customer can be reached; numbers and addresses lead nowhere."""
    evening = file.happens(0.5)
    hours = (time(18), time(20)) if evening else (time(12), time(14))
    told = file.happens(0.3)
    return {
        "mobile": file.known(0.93, _number(file)),
        "phone": file.known(0.3, _number(file)),
        "email": file.known(0.7, f"customer{file.number}@demo.invalid"),
        "address": file.known(0.6, names.address(file.chance, tongue)),
        "postcode": file.known(0.5, f"0000-{file.number % 1000:03}"),
        "language": file.known(0.95, tongue.language),
        "country": file.known(0.8, "PT"),
        "time_zone": file.known(0.02, "Europe/London"),
        "preferred_channel": file.known(0.6, file.one(("phone", "sms", "email", "wechat"))),
        "convenient_from": hours[0] if told else None,
        "convenient_to": hours[1] if told else None,
        "contacts_aftersales_directly": file.answer(0.2, 0.4),
    }


def _number(file: CustomerFile) -> str:
    return f"+000 {file.chance.randint(0, 999_999_999):09}"


def _standing(file: CustomerFile) -> Facts:
    groups = ("key", "general", "maintaining", "ineffective")
    importance = file.chance.choices(("vip", "main", "ordinary", "small"), (1, 4, 15, 80))[0]
    risks = ("early_loss", "mid_way_loss", "early_exit", "long_kept")
    return {
        "vip": True if file.happens(0.015) else None,
        "public_figure": True if file.happens(0.005) else None,
        "importance": file.known(0.6, importance),
        "value_group": file.known(0.4, file.one(groups)),
        "risk_kind": file.known(0.08, file.one(risks)),
        "target_customer": True if file.happens(0.2) else None,
        "data_complete_on": file.known(
            0.4, day_between(file.chance, file.house.first_day, file.house.as_of)
        ),
        "referred_by": _friend(file) if file.happens(0.06) else None,
    }


def _friend(file: CustomerFile) -> str | None:
    return f"C{file.chance.randint(1, file.number - 1)}" if file.number > 1 else None


def _caretakers(file: CustomerFile) -> Facts:
    facts: Facts = {
        "salesperson": file.someone("salesperson"),
        "service_advisor": file.known(0.5, file.someone("service_advisor")),
        "care_specialist": file.known(0.3, file.someone("client_experience_specialist")),
        "personal_steward": file.known(0.05, file.someone("client_experience_specialist")),
    }
    former = next(member for member in file.house.staff if member.left_on)
    if file.happens(0.05) and former.left_on:
        facts["previous_salesperson"] = former.id
        facts["salesperson_changed_at"] = in_hours(file.chance, former.left_on)
    return facts
