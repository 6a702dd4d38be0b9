"""What a row should not hold: addresses, phone, card and account numbers, keys. Only whether, never what."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import iban, luhn

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
# What may stand before and behind the sign of an address (RFC 5321, 4.5.3.1).
_BEFORE, _BEHIND = 64, 255
# Of a text with more of these signs than any list of addresses the first are looked at.
_MOST_SIGNS = 2_000
_PHONE = re.compile(r"(?<![\d.-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\d-])")
_INTERNATIONAL = re.compile(r"(?<!\w)\+\d{1,3}(?:[ .-]\(?\d{1,5}\)?){2,5}(?!\w)")
# As cards are written: in fours, as American Express does, or without blanks.
_CARD = re.compile(r"(?<![\d-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{5}|\d{13,19})(?![\d-])")
# First digits and lengths by network: Mastercard, American Express, Diners, Visa, Discover and UnionPay. [ISO/IEC 7812]
_NETWORKS = re.compile(r"(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3[068]\d{12}|4(?:\d{12}|\d{15}|\d{18})|6\d{15,18}")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_KEYS = re.compile(
    r"\bsk-[A-Za-z0-9_-]{16,200}|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{20,100}|\bgithub_pat_[A-Za-z0-9_]{20,100}"
    r"|\bxox[a-z]-[A-Za-z0-9-]{8,200}|\bAIza[A-Za-z0-9_-]{20,60}|\bhf_[A-Za-z0-9]{20,60}"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY"
)
_PLACEHOLDER = re.compile(
    r"\{\{ ?[A-Za-z_][\w .]{0,60}\}\}|(?<![\w{$\\])\{[A-Za-z_]\w{0,40}\}(?!\})|\[[A-Z][A-Z_ ]{2,40}\]|<[A-Z][A-Z_]{2,40}>"
)


def _has_email(text: str) -> bool:
    at = text.find("@")
    for _ in range(_MOST_SIGNS):
        if at < 0:
            return False
        if _EMAIL.search(text, max(0, at - _BEFORE), at + _BEHIND):
            return True
        at = text.find("@", at + 1)
    return False


def _has_phone(text: str) -> bool:
    return bool(_PHONE.search(text) or ("+" in text and _INTERNATIONAL.search(text)))


def _has_card(text: str) -> bool:
    return any(_is_card(found[0]) for found in _CARD.finditer(text))


def _is_card(digits: str) -> bool:
    plain = digits.replace(" ", "").replace("-", "")
    return _NETWORKS.fullmatch(plain) is not None and len(set(plain)) > 1 and luhn.is_valid(plain)


def _has_account(text: str) -> bool:
    return any(iban.is_valid(found[0], check_country=False) for found in _ACCOUNT.finditer(text))


def _has_key(text: str) -> bool:
    # One plain look for each beginning is a tenth of the pattern.
    begun = "sk-" in text or "AKIA" in text or "ghp_" in text or "github_pat_" in text or "xox" in text
    return (begun or "AIza" in text or "hf_" in text or "PRIVATE KEY" in text) and bool(_KEYS.search(text))


def _has_placeholder(text: str) -> bool:
    return ("{" in text or "[" in text or "<" in text) and bool(_PLACEHOLDER.search(text))


# Whoever has no two digits in a row has no number of any kind: the commonest row is let through by one look.
_DIGITS = re.compile(r"\d\d")
_OF_DIGITS = frozenset({"phone", "card_number", "account_number"})

FOUND_BY: dict[str, Callable[[str], bool]] = {
    "email": _has_email,
    "phone": _has_phone,
    "card_number": _has_card,
    "account_number": _has_account,
    "api_key": _has_key,
    "placeholder": _has_placeholder,
}
# What points to a person.
PERSONAL = ("email", "phone", "card_number", "account_number")


def found_in(text: str) -> tuple[str, ...]:
    """The kinds of things that stand in a text: email, phone, card_number, account_number, api_key, placeholder."""
    digits = _DIGITS.search(text) is not None
    return tuple(kind for kind, has in FOUND_BY.items() if (digits or kind not in _OF_DIGITS) and has(text))
