"""The process that measures: what is to be measured comes in on standard input, the measurement goes out on standard output.

Its memory and time are bounded, so that no file, however made, holds up the bot. Run as `python -m bot.measuring.child`.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.measuring.here import measured_here
from flows.measure.file import File, Unmeasurable
from flows.measure.measure import Asked
from pricing import loading

MOST_MEMORY, MOST_SECONDS = 2_000_000_000, 60


def main() -> None:
    """Read one request and answer it: a measurement, or a sentence."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    source = sys.stdin.buffer
    head = json.loads(source.readline())
    files = tuple(File(name, source.read(size)) for name, size in head["files"])
    try:
        measurement = measured_here(
            _asked(files, head["chosen"]), loading.load, date.fromisoformat(head["as_of"]), head["route"]
        )
        answer: dict[str, Any] = {"measurement": measurement.model_dump(mode="json")}
    except Unmeasurable as error:
        answer = {"sentence": str(error)}
    except MemoryError:
        answer = {"sentence": "That needs more memory than one file is given: measure a part of it."}
    sys.stdout.write(json.dumps(answer))


def _asked(files: tuple[File, ...], chosen: Mapping[str, str]) -> Asked:
    return Asked(files, metric=chosen.get("metric"), model=chosen.get("model"), project=chosen.get("project"))


if __name__ == "__main__":
    main()
