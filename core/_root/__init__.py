"""Forecourt: a rules engine for car dealerships."""

__version__ = "0.1.0"
