"""Files of a team's own that change a verdict: read within bounds, and refused with one sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from flows.thresholds import with_own
from pricing import loading
from pricing.catalogue import Catalogue
from pricing.company import Company, read_company
from pricing.laid_over import laid_over

_MOST_BYTES = 1_000_000


def read_text(path: Path) -> str:
    """The text of a small regular file. Raises ValueError with one sentence for a device, a folder, a large or a binary file."""
    try:
        return read_bytes(path, _MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("It is not UTF-8 text.") from None


def read_bytes(path: Path, most: int) -> bytes:
    """What a regular file holds, at most so many bytes. Raises ValueError with one sentence.

    A device such as /dev/zero would never end, and a pipe would wait for whoever never writes.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise ValueError(f"It cannot be read: {error.strerror}.") from None
    except ValueError:
        raise ValueError("It cannot be read: no file has such a name.") from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("It is no regular file.")
        # A regular file gives less than was asked for at its end alone.
        raw = os.read(handle, most + 1)
    except OSError as error:
        raise ValueError(f"It cannot be read: {error.strerror}.") from None
    finally:
        os.close(handle)
    if len(raw) > most:
        raise ValueError(f"It is too large: at most {most:,} bytes are read.")
    return raw


def company_of(path: Path) -> Company:
    """The company of a file, with thresholds that are some. Raises ValueError: a sentence with the key and what is allowed."""
    company = read_company(read_text(path))
    try:
        with_own(company.thresholds)
    except ValueError as error:
        raise ValueError(f"[thresholds]: {error}") from None
    return company


def catalogue_of(company: Company) -> Catalogue:
    """The catalogue as it is for a company. Raises ValueError where the file names what the catalogue does not know."""
    return laid_over(loading.load(), company)
