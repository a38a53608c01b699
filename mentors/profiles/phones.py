"""Telephone numbers: kept as E.164 (+33612345678), shown as people write them."""

from __future__ import annotations

import phonenumbers
from phonenumbers import PhoneNumberFormat

# A number written without its country is looked for in these, in order.
REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT")
LONGEST_TYPED = 40


def to_e164(typed: str) -> str:
    """Return « +33612345678 »; ValueError when no such number may exist."""
    if len(typed) > LONGEST_TYPED:
        raise ValueError("too long for a number")
    for region in REGIONS:
        try:
            number = phonenumbers.parse(typed, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and not number.extension:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    raise ValueError("not a number")


def shown(phone: str) -> str:
    """Return « 06 12 34 56 78 », with its country unless it is France."""
    if not phone:
        return ""
    number = phonenumbers.parse(phone, None)
    in_france = number.country_code == phonenumbers.country_code_for_region("FR")
    form = PhoneNumberFormat.NATIONAL if in_france else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form).replace(" ", "\N{NO-BREAK SPACE}")
