"""Statements checked against the words that plugins bring: names, types, circles."""
