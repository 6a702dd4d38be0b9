"""Whether a metric is a share of items that are right, so that counting items can tell a difference from luck."""

from __future__ import annotations

import re

# Each item has more than right or wrong here, or the score is none of single items at all.
_NO_SHARE = re.compile(
    r"\bf-?(?:1|0\.5|2|beta)\b|\bf-?(?:score|measure)\b|\bbleu|\brouge|\bmeteor\b|\bchrf|\bbert-?score|\bauc\b|\broc\b|\bauroc\b|\bmap\b|\bndcg\b|\bmrr\b"
    r"|\bperplexity\b|\bloss\b|\bmse\b|\brmse\b|\bmae\b|\bmape\b|\br2\b|\bcorrelation\b|\bkappa\b|\bmcc\b|\bwer\b|\bcer\b|\bedit distance\b|\bprecision\b"
    r"|\brecall\b|\brating\b|\bstars?\b|\bcsat\b|\bnps\b|\bmean\b|\baverage\b|\bsimilarity\b|\blatency\b|\blikert\b|\belo\b",
    re.IGNORECASE,
)


def is_share(metric: str | None) -> bool:
    """Whether a score by that name counts right items. What nobody named is taken for accuracy."""
    return metric is None or _NO_SHARE.search(metric[:200]) is None
