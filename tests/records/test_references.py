"""References within a file that lead to no record in it: noticed, and the record is used."""

import pytest

from forecourt.core.diagnostics import Place, Severity

LOANS = [{"id": "L1"}, {"id": "L2", "goes_on_from": "L1"}, {"id": "L3"}]


@pytest.fixture
def noticed(library):
    """The warnings about a reader with some loans."""

    def read(loans):
        record, problems = library.read("reader", {"id": "R1", "loans": loans}, zone="UTC")
        assert problems == ()
        return library.leading_nowhere(record, lambda location: Place(str(location), 1))

    return read


def test_a_reference_to_a_record_of_the_file_is_fine(noticed):
    assert noticed(LOANS) == ()


def test_a_reference_that_leads_nowhere_is_a_warning_with_the_nearest_ids(noticed):
    (found,) = noticed([*LOANS, {"id": "L9", "goes_on_from": "L4"}])
    assert (found.code, found.severity) == ("FC325", Severity.WARNING)
    assert found.place.file == "('loans', 3, 'goes_on_from')"
    assert found.message == (
        "`reader:R1.loans[3].goes_on_from` is `L4`, and the file has no loan of this id"
    )
    assert found.help == "there are `L1`, `L2`, `L3`, `L9`"


def test_a_near_id_is_suggested(noticed):
    (found,) = noticed([{"id": "loan-17"}, {"id": "loan-18", "goes_on_from": "laon-17"}])
    assert found.help == "did you mean `loan-17`?"


def test_references_into_other_files_are_not_looked_at(noticed):
    assert noticed([{"id": "L1", "book": "no book of the house"}]) == ()
