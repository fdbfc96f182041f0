"""How many decimals the amounts of a currency have (ISO 4217)."""

from __future__ import annotations

USUAL_DECIMALS = 2

_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def decimals_of(currency: str | None) -> int:
    """Return the number of decimals of an amount; two where the currency is not known."""
    return USUAL_DECIMALS if currency is None else _DECIMALS.get(currency, USUAL_DECIMALS)
