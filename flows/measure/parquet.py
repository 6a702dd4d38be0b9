"""Rows of a Parquet file, as Hugging Face's data sets come. Needs pyarrow, which the extra `parquet` installs."""

from __future__ import annotations

import io
from collections.abc import Iterator

from flows.measure.file import File, Unmeasurable
from flows.measure.records import Noticed, Record, Rows, Unreadable

_AT_ONCE = 1_000


def rows_of(file: File, data: bytes) -> Rows:
    """The rows of a file, by number. Raises Unmeasurable where pyarrow is missing or the file is damaged."""
    try:
        import pyarrow as arrow  # type: ignore[import-untyped,unused-ignore]
        from pyarrow import parquet  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise Unmeasurable(
            f"{file.name} is a Parquet file: install the extra that reads it, pip install 'should-we-finetune[parquet]'."
        ) from None
    try:
        opened = parquet.ParquetFile(io.BytesIO(data))
    except (arrow.ArrowException, OSError):
        raise Unmeasurable(f"{file.name} is a Parquet file that is damaged or cut off: copy it again.") from None

    def records() -> Iterator[Record | Unreadable]:
        line = 0
        try:
            for batch in opened.iter_batches(batch_size=_AT_ONCE):
                for row in batch.to_pylist():
                    line += 1
                    yield Record(line, row, 0)
        except (arrow.ArrowException, OSError):
            yield Unreadable(line + 1, "it cannot be read: the file is damaged from here on")

    return Rows(file.name, "json", (), records(), Noticed())
