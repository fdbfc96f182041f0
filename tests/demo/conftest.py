"""The demonstration store, made once, and what the installed plugins know of records."""

import pytest

from forecourt.core.registry import load_registry
from forecourt.plugins.lifecycle.demo.make import make_demo


@pytest.fixture(scope="session")
def demo():
    """The store file, and all customers as a list."""
    store, customers = make_demo()
    return store, list(customers)


@pytest.fixture(scope="session")
def records():
    return load_registry().records
