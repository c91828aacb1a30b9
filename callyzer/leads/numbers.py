"""Phone numbers as people and spreadsheets write them. Pure."""

from __future__ import annotations

import re
import unicodedata

from callyzer.errors import RuleViolation

LOST_DIGITS = "the spreadsheet shortened it and its last digits are lost: format the column as text and save it again"
_AS_SENT = re.compile(r"\+?([1-9]\d{0,3})-(\d{3,15})")
_SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_DECIMAL = re.compile(r"(\+?\d+)[.,]0+")
_BETWEEN = re.compile(r"[\s()./-]+")
_CODE = re.compile(
    "1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"  # of one or two digits
    r"|[2-9]\d\d")
"""How an international number begins: no country's code is the beginning of another's (E.164)."""

LONGEST_NATIONAL = 10
"""Digits. A longer number that begins with the country's own code is taken to hold it."""


def as_sent(text: str, code: str = "") -> str:
    """As requests carry it, "91-9812345678"; what is no number at all stays as it is, for the rules to refuse.

    `code` is the country of numbers without one, "" for none. Raises RuleViolation where digits are lost.
    """
    plain = _plain(text)
    if match := _AS_SENT.fullmatch(plain):
        return f"{match[1]}-{match[2]}"
    if _SHORTENED.fullmatch(plain):
        raise RuleViolation("contact_numbers", LOST_DIGITS, text)
    if match := _DECIMAL.fullmatch(plain):
        plain = match[1]
    digits = _BETWEEN.sub("", plain)
    if international := re.fullmatch(r"(?:\+|00)(\d+)", digits):
        return _international(international[1])
    return _national(digits, code) if digits.isdigit() else text.strip()


def _plain(text: str) -> str:
    """With the usual digits and signs, and without marks that nobody sees, such as those of right-to-left text."""
    visible = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    usual = "".join(str(unicodedata.digit(sign, None) or 0) if sign.isdigit() else sign for sign in visible)
    return re.sub("[‐‑‒–—−]", "-", usual).strip()


def _international(digits: str) -> str:
    found = _CODE.match(digits)
    return f"{found[0]}-{digits[found.end():]}" if found else digits


def _national(digits: str, code: str) -> str:
    if not code:
        return digits
    if len(digits) > LONGEST_NATIONAL and digits.startswith(code):
        return f"{code}-{digits[len(code):]}"
    trunk = "" if code == "39" else "0"  # Italy's numbers keep their zero
    return f"{code}-{digits.removeprefix(trunk)}"
