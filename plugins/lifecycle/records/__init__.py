"""Customers, their vehicles and what happens with both; the store and what belongs to it."""

from forecourt.plugins.lifecycle.records.contact import CONTACT_RECORDS
from forecourt.plugins.lifecycle.records.customer import CUSTOMER_RECORDS
from forecourt.plugins.lifecycle.records.delivery import DELIVERY_RECORDS
from forecourt.plugins.lifecycle.records.operations import OPERATION_RECORDS
from forecourt.plugins.lifecycle.records.papers import PAPER_RECORDS
from forecourt.plugins.lifecycle.records.relations import RELATION_RECORDS
from forecourt.plugins.lifecycle.records.staff import STAFF_RECORDS
from forecourt.plugins.lifecycle.records.store import STORE_RECORDS
from forecourt.plugins.lifecycle.records.vehicle import VEHICLE_RECORDS

RECORDS = (
    *CUSTOMER_RECORDS,
    *VEHICLE_RECORDS,
    *DELIVERY_RECORDS,
    *CONTACT_RECORDS,
    *RELATION_RECORDS,
    *PAPER_RECORDS,
    *STORE_RECORDS,
    *STAFF_RECORDS,
    *OPERATION_RECORDS,
)

__all__ = ["RECORDS"]
