"""The records of the sale: leads, visits, test drives, quotes and orders."""

from forecourt.plugins.sales.records.deal import DEAL_RECORDS
from forecourt.plugins.sales.records.drive import TEST_DRIVE_RECORDS
from forecourt.plugins.sales.records.lead import LEAD_RECORDS
from forecourt.plugins.sales.records.visit import VISIT_RECORDS

RECORDS = (*LEAD_RECORDS, *VISIT_RECORDS, *TEST_DRIVE_RECORDS, *DEAL_RECORDS)

__all__ = ["RECORDS"]
