import hashlib
import json
import os
import subprocess
import sys
from datetime import date

from forecourt.plugins.lifecycle.demo.make import make_demo

PRINT_DIGEST = """
import hashlib, json
from forecourt.plugins.lifecycle.demo.make import make_demo
store, customers = make_demo(seed=7, customers=120)
print(hashlib.sha256(json.dumps([store, list(customers)]).encode()).hexdigest())
"""


def digest(seed: int, customers: int) -> str:
    store, people = make_demo(seed, customers)
    return hashlib.sha256(json.dumps([store, list(people)]).encode()).hexdigest()


def digest_in_another_process(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", PRINT_DIGEST]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_same_seed_gives_the_same_records_in_every_process():
    here = digest(seed=7, customers=120)
    assert [digest_in_another_process(seed) for seed in ("0", "4242")] == [here, here]


def test_another_seed_gives_other_records():
    assert digest(seed=7, customers=20) != digest(seed=8, customers=20)


def test_the_customers_can_be_gone_through_again():
    _, customers = make_demo(customers=15)
    assert list(customers) == list(customers)
    assert len(customers) == 15


def test_a_customer_does_not_depend_on_how_many_there_are():
    _, few = make_demo(customers=4)
    _, many = make_demo(customers=40)
    assert list(few) == list(many)[:4]


def test_the_history_ends_on_the_day_asked_for():
    store, customers = make_demo(customers=60, as_of=date(2025, 3, 31))
    latest = max(contact["at"] for one in customers for contact in one.get("contacts", []))
    assert latest <= "2025-03-31T09:00:00"
    assert max(duty["on"] for duty in store["duties"]) < "2025-03-31"
