"""The ordered rules. The first that is not false decides; add, move or change a rule here.

A rule whose statement stays unknown although everything was asked takes the safe way, `if_unknown`:
"holds" keeps the team from training, "passes" goes on to the next rule.
"""

from __future__ import annotations

from flows.rules.diagnosis import DIAGNOSIS
from flows.rules.gates import GATES
from flows.rules.methods import METHODS
from flows.rules.rule import Rule

RULES: tuple[Rule, ...] = (*DIAGNOSIS, *GATES, *METHODS)
