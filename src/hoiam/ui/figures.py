"""Numbers in the style of the reader's language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.formats import get_format
from django.utils.translation import get_language


def written(value: object, places: int | None = None) -> str:
    """Write a number as 1.800,5 or 1,800.5, by the active language.

    `places` rounds half up and pads with zeros; without it the value keeps its own decimals.
    What is not a number comes back as it was, None as "".
    """
    if value is None or value == "":
        return ""
    number = _decimal(value)
    if number is None:
        return str(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return _in_style(number)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _in_style(number: Decimal) -> str:
    language = get_language()
    thousand = str(get_format("THOUSAND_SEPARATOR", language))
    mark = str(get_format("DECIMAL_SEPARATOR", language))
    whole, _, rest = f"{abs(number):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", thousand)
    sign = "−" if number < 0 else ""
    return sign + groups + (mark + rest if rest else "")
