"""A file as it was given, and its bytes unpacked within limits."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

# What one file may hold, packed and unpacked, in bytes.
MOST_BYTES = 200_000_000
# What text is known to pack to is a tenth to a thirtieth; beyond this it was made to fill a disk. [own]
_MOST_PACKED = 100
_SMALL = 10_000_000
_PIECE = 1 << 20

_NOT_TEXT = (
    (b"%PDF", "a PDF: export the data as JSON lines or CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Office file or one with a password: save it as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database: export the table as CSV"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it and give the file inside"),
    (b"Rar!", "a rar archive: unpack it and give the file inside"),
    (b"BZh", "packed with bzip2: unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "packed with xz: unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it, or pack it with gzip"),
    (b"\x7fELF", "a program"),
)


class Unmeasurable(ValueError):
    """Nothing can be measured; the message is one sentence that says why and what is allowed."""


@dataclass(frozen=True, slots=True)
class File:
    """A name, as it was given, and the bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes as they were given, in hex."""
        return hashlib.sha256(self.data).hexdigest()


def unpacked(file: File) -> bytes:
    """The bytes of a file, out of gzip, as UTF-8. Raises Unmeasurable."""
    if not file.data:
        raise Unmeasurable(f"{file.name} is empty: there is nothing to measure.")
    if len(file.data) > MOST_BYTES:
        raise Unmeasurable(f"{file.name} is larger than {MOST_BYTES // 1_000_000} MB: give a part of it.")
    data = _gunzipped(file) if file.data[:2] == b"\x1f\x8b" else file.data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = _from_utf16(file, data)
    data = data.removeprefix(b"\xef\xbb\xbf")
    for magic, what in _NOT_TEXT:
        if data.startswith(magic):
            raise Unmeasurable(f"{file.name} is {what}.")
    if not data.strip():
        raise Unmeasurable(f"{file.name} is empty: there is nothing to measure.")
    return data


def _gunzipped(file: File) -> bytes:
    pieces: list[bytes] = []
    size, rest = 0, file.data
    while rest:
        packed = zlib.decompressobj(wbits=31)
        while not packed.eof:
            try:
                piece = packed.decompress(rest, _PIECE)
            except zlib.error:
                raise Unmeasurable(f"{file.name} is a gzip file that is damaged: pack it again.") from None
            if not piece and not packed.unconsumed_tail and not packed.eof:
                raise Unmeasurable(f"{file.name} is a gzip file that is cut off: copy it again.")
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES or (size > _SMALL and size > _MOST_PACKED * len(file.data)):
                raise Unmeasurable(
                    f"{file.name} unpacks to more than {size // 1_000_000} MB from {len(file.data) / 1e6:.1f} MB: "
                    f"at most {MOST_BYTES // 1_000_000} MB are read, and at most {_MOST_PACKED} times what is packed."
                )
            rest = packed.unconsumed_tail or packed.unused_data
    return b"".join(pieces)


def _from_utf16(file: File, data: bytes) -> bytes:
    try:
        return data.decode("utf-16").encode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise Unmeasurable(f"{file.name} begins as UTF-16 text and is not: save it as UTF-8.") from None
