"""Codes of currencies, and how many decimals their amounts have (ISO 4217)."""

from __future__ import annotations

import re

USUAL_DECIMALS = 2

_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


_CODE = re.compile(r"[A-Z]{3}")


def is_code(text: str) -> bool:
    """Tell whether a text has the form of a currency's code: three capital letters."""
    return _CODE.fullmatch(text) is not None


def decimals_of(currency: str | None) -> int:
    """Return the number of decimals of an amount; two where the currency is not known."""
    return USUAL_DECIMALS if currency is None else _DECIMALS.get(currency, USUAL_DECIMALS)
