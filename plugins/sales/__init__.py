"""Selling: records, authority, roles and phases."""
