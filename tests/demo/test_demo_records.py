import re
from collections import Counter

from forecourt.core.values.types import Reference

ZONE = "Europe/Lisbon"
NOW = "2026-11-02T09:00:00"


def every_record(schema, model, facts):
    """Yield (model, record) for a record and all that belong to it."""
    yield model, facts
    entry = schema.models[model]
    for name, value in facts.items():
        if name in entry.lists:
            for one in value:
                yield from every_record(schema, entry.lists[name].model, one)
        elif name in entry.parts:
            yield from every_record(schema, entry.parts[name].model, value)


def all_records(schema, demo):
    store, customers = demo
    yield from every_record(schema, "store", store)
    for customer in customers:
        yield from every_record(schema, "customer", customer)


def test_every_record_is_a_valid_one(demo, records):
    store, customers = demo
    roots = [("store", store), *(("customer", one) for one in customers)]
    found = [
        finding
        for root, facts in roots
        for finding in records.read(root, facts, zone=ZONE, currency="EUR")[1]
    ]
    assert found == []


def test_every_model_and_every_field_occurs(demo, records):
    seen = {(model, name) for model, facts in all_records(records.schema, demo) for name in facts}
    expected = {
        (model.name, name)
        for model in records.schema.models.values()
        for name in (*model.fields, *model.lists, *model.parts)
        if name != "id"
    }
    assert expected - seen == set()


def test_ids_are_unique_within_a_model(demo, records):
    ids = Counter(
        (model, facts["id"]) for model, facts in all_records(records.schema, demo) if "id" in facts
    )
    assert [key for key, count in ids.items() if count > 1] == []


def test_references_within_a_file_lead_somewhere(demo, records):
    store, customers = demo
    shared = known_ids(records.schema, "store", store)
    shared |= {("customer", customer["id"]) for customer in customers}
    for customer in customers:
        known = shared | known_ids(records.schema, "customer", customer)
        for model, facts in every_record(records.schema, "customer", customer):
            fields = records.schema.models[model].fields
            for name, value in facts.items():
                if name in fields and isinstance(fields[name].type, Reference):
                    assert (fields[name].type.model, value) in known, (model, name, value)


def known_ids(schema, root, facts):
    return {(model, one["id"]) for model, one in every_record(schema, root, facts) if "id" in one}


def test_nothing_that_happened_lies_ahead(demo):
    _, customers = demo
    happened = {
        "contacts": "at",
        "visits": "arrived_at",
        "deliveries": "delivered_at",
        "orders": "ordered_at",
        "quotes": "made_at",
        "surveys": "answered_at",
        "leads": "opened_at",
    }
    late = [
        (customer["id"], plural)
        for customer in customers
        for plural, field in happened.items()
        for one in customer.get(plural, [])
        if one.get(field, NOW) > NOW
    ]
    assert late == []


def test_nobody_can_be_called_or_written_to(demo):
    _, customers = demo
    numbers = [one[name] for one in customers for name in ("mobile", "phone") if name in one]
    addresses = [one["email"] for one in customers if "email" in one]
    assert all(number.startswith("+000 ") for number in numbers)
    assert all(address.endswith(".invalid") for address in addresses)


def test_the_store_says_that_it_is_made_up(demo):
    store, _ = demo
    assert "made up" in store["name"]


def test_names_come_in_four_scripts_and_tongues(demo):
    _, customers = demo
    names = {one["language"]: [] for one in customers if "language" in one}
    for one in customers:
        if "language" in one:
            names[one["language"]].append(one["name"])
    assert set(names) == {"pt", "en", "zh", "ru"}
    assert all(re.search(r"[\u4e00-\u9fff]", name) for name in names["zh"])
    assert all(re.search(r"[\u0400-\u04ff]", name) for name in names["ru"])
    assert any(re.search(r"[ãçéíó]", name) for name in names["pt"])
