"""The packs as they lie in the repository, read and put together."""

from pathlib import Path

import pytest

from forecourt.core.policy.packs import read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.core.syntax.read import read_document

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(scope="session")
def rules():
    return RULES


@pytest.fixture(scope="session")
def registry():
    return load_registry()


@pytest.fixture(scope="session")
def statements():
    """A function that returns all statements of a pack, file by file."""

    def read(pack):
        documents = [
            read_document(path.read_text(encoding="utf-8"), f"{pack}/{path.name}")
            for path in sorted((RULES / pack).glob("*.rules"))
        ]
        assert [finding for _, findings in documents for finding in findings] == []
        return [one for document, _ in documents for one in document.statements]

    return read


@pytest.fixture(scope="session")
def policy(registry):
    """A function that returns a pack with the layers below it, checked."""

    def put_together(pack):
        text, findings = read_pack(RULES / pack)
        assert findings == ()
        library = registry.library()
        return resolve(text, library, registry.vocabulary, zone="Europe/Lisbon", currency="EUR")

    return put_together
