"""The core knows no clock and no randomness: both come in as arguments or not at all."""

import re
from pathlib import Path

import pytest

from tests.helpers.support import ROOT


@pytest.mark.parametrize(
    "path", [path for name in ("flows", "pricing") for path in (ROOT / name).rglob("*.py")], ids=str
)
def test_no_module_of_the_core_reads_a_clock(path: Path) -> None:
    assert not re.search(r"\.(now|today|utcnow|time_ns|perf_counter)\(", path.read_text(encoding="utf-8"))
