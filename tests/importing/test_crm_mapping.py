"""The mapping for the data set of sales opportunities, on a few made-up rows of its form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.records.mapping import read_mapping
from forecourt.core.records.mapping.checking import mapping_of
from forecourt.core.registry import load_registry
from forecourt.core.store import Store
from forecourt.core.store.importing import ImportReport, import_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAPPING = Path(__file__).parents[2] / "rules" / "mappings" / "crm_opportunities.toml"

GUIDE = MAPPING.parents[2] / "docs" / "importing.md"

FILES = {
    "sales_teams.csv": "sales_agent,manager,regional_office\n"
    "Ada Quill,Max Stone,West\n"
    "Bo Reed,Max Stone,West\n",
    "accounts.csv": "account,sector,year_established,revenue,employees,office_location,"
    "subsidiary_of\n"
    "Paper Moon,technolgy,1996,1100.04,2822,Philipines,Big Moon\n",
    "products.csv": "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n",
    "sales_pipeline.csv": "opportunity_id,sales_agent,product,account,deal_stage,engage_date,"
    "close_date,close_value\n"
    "D1,Ada Quill,GTXPro,Paper Moon,Won,10/20/2016,3/1/2017,4514\n"
    "D2,Bo Reed,MG Special,Paper Moon,Lost,10/25/2016,3/11/2017,0\n"
    "D3,Bo Reed,MG Special,,Engaging,11/1/2017,,\n"
    "D4,Bo Reed,MG Special,,Prospecting,,,\n"
    "D5,Bo Reed,MG Speciall,,Engaging,11/1/2017,,\n"
    "D6,Cy Nobody,MG Special,,Engaging,11/1/2017,,\n",
}


@pytest.fixture(scope="module")
def vocabulary() -> Any:
    return load_registry().records


@pytest.fixture
def store(vocabulary: Any, tmp_path: Path) -> Iterator[Store]:
    made, problems = Store.create(
        tmp_path / "store.db", vocabulary, zone="America/New_York", currency="USD"
    )
    assert problems == ()
    assert made is not None
    with made:
        yield made


@pytest.fixture
def imported(store: Store, tmp_path: Path) -> Callable[[], ImportReport]:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    mapping, problems = read_mapping(
        MAPPING, store.records.schema, zone=store.zone, currency=store.currency
    )
    assert [one.message for one in problems] == []
    return lambda: import_files(store, mapping, [folder])


def test_the_mapping_that_the_guide_shows_is_good(vocabulary: Any) -> None:
    text = GUIDE.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    mapping, problems = mapping_of(
        text, "guide.toml", vocabulary.schema, zone="Europe/Lisbon", currency="EUR"
    )
    assert [one.message for one in problems] == []
    assert mapping is not None
    assert [file.name for file in mapping.files] == ["staff.csv", "leads-*.xlsx"]


def plain(store: Store, root: str, id_: str) -> dict[str, Any]:
    found = store.get_json(root, id_)
    assert found is not None
    return found


def test_what_does_not_match_is_reported_and_the_rest_kept(
    imported: Callable[[], ImportReport],
) -> None:
    report = imported()
    assert [(str(one.place), one.message) for one in report.diagnostics] == [
        (
            "sales_pipeline.csv:6",
            (
                "row 6, column `product`: `MG Speciall` is not in look-up `products` "
                "(column `product` of `products.csv`)"
            ),
        ),
        (
            "sales_pipeline.csv:7",
            (
                "row 7, column `sales_agent`: the value is not in look-up `agents` "
                "(column `sales_agent` of `sales_teams.csv`)"
            ),
        ),
    ]
    assert (report.read, report.kept, report.refused) == (9, 7, 2)


def test_running_it_again_doubles_nothing(imported: Callable[[], ImportReport]) -> None:
    first, second = imported(), imported()
    assert (second.inserted, second.changed, second.unchanged) == (0, 0, first.inserted)


def test_agents_report_to_their_managers(
    store: Store, imported: Callable[[], ImportReport]
) -> None:
    imported()
    staff = {one.id: one for one in store.get("store", "store").staff}
    assert staff["ada-quill"].reports_to == "max-stone"
    assert staff["ada-quill"].roles == ("salesperson",)
    assert staff["max-stone"].roles == ("sales_manager",)


def test_a_deal_won_is_a_lead_with_a_quote_and_an_order(
    store: Store, imported: Callable[[], ImportReport]
) -> None:
    imported()
    customer = plain(store, "customer", "paper-moon")
    assert (customer["industry"], customer["country"]) == ("technology", "Philippines")
    won, lost = customer["leads"]
    assert (won["status"], won["salesperson"], won["model_wanted"]) == (
        "won",
        "ada-quill",
        "GTX Pro",
    )
    assert won["opened_at"] == "2016-10-20T09:00:00-04:00"
    assert (lost["status"], lost["lost_confirmed_at"]) == ("lost", "2017-03-11T09:00:00-05:00")
    (quote,) = customer["quotes"]
    assert (quote["list_price"]["amount"], quote["price"]["amount"]) == (4821, 4514)
    (order,) = customer["orders"]
    assert (order["lead"], order["ordered_at"]) == ("D1", "2017-03-01T09:00:00-05:00")


def test_a_deal_without_account_has_a_customer_of_its_own(
    store: Store, imported: Callable[[], ImportReport]
) -> None:
    imported()
    (engaging,) = plain(store, "customer", "deal-D3")["leads"]
    (prospecting,) = plain(store, "customer", "deal-D4")["leads"]
    assert engaging.get("status", "open") == "open"
    assert "opened_at" not in prospecting
