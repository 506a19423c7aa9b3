"""Amounts in euros as French readers write and read them: 15 576 €, 3 108,48 €."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

SPACE = "\u00a0"
CENT, EURO = Decimal("0.01"), Decimal(1)
#: The largest amount that a reader or an editor may type, in euros.
MOST = Decimal(9_999_999)
FORMAT_HELP = "Écrivez le montant en euros, ainsi : 14 900 ou 3 108,48."
_TYPED = re.compile(r"\d{1,9}([.,]\d{1,2})?")


class AmountError(ValueError):
    """An amount that cannot be read; the message is French and says how to write it."""


def parse(typed: str) -> Decimal:
    """Return the amount in euros that a person typed; raises `AmountError` with a sentence for them."""
    packed = re.sub(r"[\s\u00a0\u202f]|€|euros?", "", typed[:60].strip().lower())
    # « 10.339 » may be ten thousand or ten: neither is guessed.
    if not _TYPED.fullmatch(packed):
        raise AmountError(FORMAT_HELP)
    try:
        value = Decimal(packed.replace(",", "."))
    except InvalidOperation:
        raise AmountError(FORMAT_HELP) from None
    if value > MOST:
        raise AmountError(f"Ce montant est trop grand. {FORMAT_HELP}")
    return value


def plain(value: Decimal) -> str:
    """Return an amount without its unit, cents only when there are some: 15 576, or 3 108,48."""
    value = Decimal(value)
    whole = value == value.to_integral_value()
    digits = f"{value:,.0f}" if whole else f"{value:,.2f}"
    return digits.replace(",", SPACE).replace(".", ",")


def euros(value: Decimal) -> str:
    """Return an amount with its unit, held together by no-break spaces."""
    return f"{plain(value)}{SPACE}€"


def to_the_euro(value: Decimal) -> Decimal:
    """Round to the nearest euro, 0,50 counted for one (CSS, art. L. 861-1)."""
    return value.quantize(EURO, ROUND_HALF_UP)


def to_the_cent(value: Decimal) -> Decimal:
    """Round to the cent, half a cent counted for one."""
    return value.quantize(CENT, ROUND_HALF_UP)
