"""The records of service: appointments, repair orders, requests and complaints."""

from forecourt.plugins.service.records.appointment import APPOINTMENT_RECORDS
from forecourt.plugins.service.records.complaint import COMPLAINT_RECORDS
from forecourt.plugins.service.records.repair_order import REPAIR_ORDER_RECORDS
from forecourt.plugins.service.records.request import REQUEST_RECORDS

RECORDS = (*APPOINTMENT_RECORDS, *REPAIR_ORDER_RECORDS, *REQUEST_RECORDS, *COMPLAINT_RECORDS)

__all__ = ["RECORDS"]
