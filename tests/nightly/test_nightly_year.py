"""A made-up year of a store: whatever happens in whatever order, a night misses nothing.

Records come, change and go, values are set, a plugin is switched, the store's own record changes;
in between there are nights. After each the store holds what evaluating all would give, and what
the night says has changed leads from what the store held before to what it holds now.
"""

import json
from collections import Counter
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from forecourt.core.cli.demo_stores import Recipe, make_demo
from forecourt.core.cli.freshness import basis_of
from forecourt.core.cli.nightly import brought_up
from forecourt.core.cli.runs import run_of
from forecourt.core.cli.settings import switch_off
from forecourt.core.cli.workspace import StoreFolder, opened, policy_of, registry_for

BRISK = """pack demo 1.0.0

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

task note_month for lead "Write the month's note"
    who        salesperson
    every      1 month from date of opened_at

require recent for lead when expected_purchase_on is known
    that       now - 30 days < opened_at or status = lost
    severity   warning
    message    "Look at it again"
"""

FROM = datetime(2026, 11, 2, 9)
CUSTOMERS = 5
LONG = 50
PARTS = ("leads", "contacts", "opening")
"""What the rules speak of most: it is touched more often than the rest."""

EVENTS = ("wait",) * 9 + ("change",) * 4 + ("come", "come", "go", "change_store", "look_back")
RARE = ("set_value", "switch")
"""What takes long, as the rules are read anew, and happens now and then."""


class Year:
    """A store, and what happens to it by chance."""

    def __init__(self, place, rules, seed):
        self.place = place
        self.rules = rules
        self.chance = Random(seed)  # noqa: S311 - made-up data
        self.now = FROM
        self.others = iter(_example().make(seed + 100, 30)[1])
        self.runs = {}

    # What happens ----------------------------------------------------------------------------

    def come(self, store):
        """Another customer."""
        data = next(self.others)
        _put(store, "customer", {**data, "id": f"N{data['id']}"})

    def change(self, store):
        """Something in a customer's record is gone, or on another day."""
        self._change(store, "customer")

    def change_store(self, store):
        """The same in the store's own record."""
        self._change(store, "store")

    def go(self, store):
        """A customer who wants to be forgotten."""
        store.erase("customer", self.chance.choice(store.ids("customer")))

    def set_value(self, _):
        """The store follows other figures."""
        self.place.policy.write_text(self.rules(self.chance.choice([1, 2])), encoding="utf-8")

    def switch(self, _):
        """A plugin is switched off, or on again."""
        switch_off(self.place.settings, self.chance.choice([set(), {"business_centre"}]))

    def wait(self, _):
        """Time goes by: a minute, or weeks."""
        self.now += timedelta(minutes=self.chance.choice([1, 61, 600, 1440, 2880, 14400, 40320]))

    def look_back(self, _):
        """Somebody wants to know how it was."""
        self.now -= timedelta(days=self.chance.randrange(1, 9))

    def _change(self, store, root):
        data = store.get_json(root, self.chance.choice(store.ids(root)))
        while not _put(store, root, _otherwise(deepcopy(data), self.chance)):
            pass

    # Nights ----------------------------------------------------------------------------------

    @contextmanager
    def run(self):
        """A run as of now; what of it takes long is kept from night to night."""
        files = (self.place.policy, self.place.settings)
        key = tuple(one.read_text("utf-8") if one.exists() else "" for one in files)
        registry = self.runs[key].decider.registry if key in self.runs else registry_for(self.place)
        with opened(self.place, registry) as store:
            if key not in self.runs:
                rules = policy_of(self.place, store, registry)
                self.runs[key] = run_of(store, *rules, registry, self.now)
            own = store.get("store", store.only_id("store"))
            calendar = registry.working_days_around(own, self.now)
            ready = self.runs[key].decider
            decider = replace(ready, store=own, now=self.now, calendar=calendar)
            facts = store.to_json(own)
            yield replace(
                self.runs[key],
                store=store, decider=decider, facts=facts, basis=basis_of(decider, facts),
            )  # fmt: skip


@pytest.fixture
def year(tmp_path):
    """Make a store that follows rules, and whose year is as chance has it."""

    def made(rules, seed):
        place = StoreFolder(tmp_path / "store")
        make_demo(place, Recipe(_example(), seed, CUSTOMERS), registry_for(None))
        with opened(place, registry_for(None)) as store:
            whole = store.get_json("store", store.only_id("store"))
            _put(store, "store", {name: one for name, one in whole.items() if _is_short(one)})
        place.policy.write_text(rules(1), encoding="utf-8")
        return Year(place, rules, seed)

    return made


def brisk(days):
    """Return rules of which much moves, with a value in them."""
    return BRISK.replace("3 days  in", f"{days + 2} days  in")


def as_the_demo(days):
    """Return rules that follow the pack of the demo, with a value in them."""
    head = "pack demo 1.0.0\n    extends    demo_store 2026\n\n"
    return f"{head}set contact_every[A]    {days} days\n"


@pytest.mark.parametrize(
    ("rules", "seed", "nights"), [(brisk, 1, 40), (brisk, 2, 40), (as_the_demo, 3, 16)]
)
def test_after_each_night_all_is_as_if_all_had_been_evaluated(year, rules, seed, nights):
    made = year(rules, seed)
    because, evaluated, of = Counter(), 0, 0
    for number in range(nights):
        with made.run() as run:
            night = night_seen_through(run)
            because += night.because
            evaluated, of = evaluated + night.evaluated, of + night.records
            for _ in range(made.chance.randrange(4)):
                getattr(made, made.chance.choice(EVENTS))(run.store)
            if number % 6 == 5:
                getattr(made, made.chance.choice(RARE))(run.store)
    assert set(because) == {"new", "rules", "store", "records", "time"}
    assert evaluated < of / 2


def night_seen_through(run):
    """Run a night; see that it missed nothing, and that what it says has changed has."""
    before = {one.root_id: one for one in run.store.outcomes()}
    told = []
    night = brought_up(run, told.extend)
    after = {one.root_id: one for one in run.store.outcomes()}
    records = {one.id: (root, one) for root in run.roots for one in run.store.all(root)}
    assert after.keys() == records.keys()
    for id_, (root, record) in records.items():
        whole = json.loads(json.dumps(run.decider.decide(root, record)))
        assert without_moment(after[id_].outcome) == without_moment(whole)
    said = {one.root.partition(":")[2] for one in told}
    for id_, kept in after.items():
        earlier = before[id_].outcome if id_ in before else {}
        found = [one for one in told if one.root.partition(":")[2] == id_]
        assert led_on(listed(earlier), found) == listed(kept.outcome)
        assert id_ in said or listed(earlier) == listed(kept.outcome)
    return night


def without_moment(outcome):
    return {name: value for name, value in outcome.items() if name != "as_of"}


def listed(outcome):
    """Return all that an outcome lists, by what it is about, without the places of rules."""
    found = {}
    for part, items in outcome.items():
        for item in items if isinstance(items, list) else ():
            name = item.get("name") or item.get("field") or item.get("parameter")
            key = part.removesuffix("s"), name, item.get("subject"), item.get("occurrence")
            apart = {"name", "field", "parameter", "subject", "occurrence", "at"}
            said = {one: value for one, value in item.items() if one not in apart}
            found.setdefault(key, []).append(said)
    return {key: sorted(said, key=str) for key, said in found.items()}


def led_on(found, told):
    """Return what an outcome lists after these changes."""
    for one in told:
        about = found.setdefault((one.part, one.name, one.subject, one.occurrence), [])
        if one.what == "new":
            about.append(one.after)
        elif one.what == "gone":
            about.remove(one.before)
        else:
            (item,) = (item for item in about if one.before.items() <= item.items())
            about.remove(item)
            rest = {name: value for name, value in item.items() if name not in one.before}
            about.append(rest | one.after)
    return {key: sorted(said, key=str) for key, said in found.items() if said}


def _example():
    return next(iter(registry_for(None).examples.values()))


def _is_short(value):
    """Tell whether it is no long list: thousands of prices and vehicles say nothing new here."""
    return not isinstance(value, list) or len(value) <= LONG


def _put(store, root, data):
    record, _ = store.read(root, data)
    if record is not None:
        store.put_records([record])
    return record is not None


def _otherwise(data, chance):
    """Return a record that lacks something, or has it on another day."""
    part = chance.choice([data, *(data[name] for name in PARTS if data.get(name))])
    holder, key = chance.choice([one for one in _places(part) if one[1] != "id"])
    day = _day(holder[key])
    if day and chance.random() < 0.8:
        moved = day + timedelta(days=chance.randrange(-40, 40))
        holder[key] = moved.isoformat() + holder[key][10:]
    else:
        del holder[key]
    return data


def _places(data):
    """Return the places of a JSON value: what holds it, and the key or index."""
    entries = list(data.items() if isinstance(data, dict) else enumerate(data))
    below = [
        one for _, value in entries if isinstance(value, dict | list) for one in _places(value)
    ]
    return [(data, key) for key, _ in entries] + below


def _day(value):
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None
