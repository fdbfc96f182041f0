"""Whole bases of records: read, checked, put through the rules, and what they say written."""
