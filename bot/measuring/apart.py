"""Files measured in a process of their own: what they hold can neither stop nor slow the bot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date

import structlog

from flows.measure.file import File, Unmeasurable
from flows.measure.measurement import Measurement

SECONDS = 90
_LOG = structlog.get_logger("measure")
_COMMAND = (sys.executable, "-m", "bot.measuring.child")
_STUMBLED = "I could not measure that, which is a fault of mine: whoever runs me finds it in the log."


def _environment() -> dict[str, str]:
    """What the process is given: none of the bot's tokens, and one thread, whose memory is bounded on any machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def measured_apart(
    files: Sequence[File], as_of: date, chosen: Mapping[str, str], route: str | None = None, seconds: float = SECONDS
) -> Measurement:
    """What the files show, by the model, project or metric that was chosen. Raises Unmeasurable with one sentence, also where it takes longer than `seconds`."""
    head = {
        "as_of": as_of.isoformat(),
        "chosen": dict(chosen),
        "route": route,
        "files": [[file.name, len(file.data)] for file in files],
    }
    sent = json.dumps(head).encode() + b"\n" + b"".join(file.data for file in files)
    try:
        ended = subprocess.run(
            _COMMAND, input=sent, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise Unmeasurable(f"That takes longer than {seconds:.0f} s: measure a part of it.") from None
    try:
        answer = json.loads(ended.stdout)
    except ValueError:
        # Of the child's words only its last line is kept: it holds no row.
        told = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
        _LOG.error("measuring failed", status=ended.returncode, error=told[:100])
        raise Unmeasurable(_STUMBLED) from None
    if "sentence" in answer:
        raise Unmeasurable(str(answer["sentence"]))
    return Measurement.model_validate(answer["measurement"])
