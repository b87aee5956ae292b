"""The unlisted names of a whole corpus, gathered into clusters under one label each."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.actors import Gazetteer
from briefing.naming.clusters import clusters, organisations


def gather(counts: Mapping[str, int], gazetteer: Gazetteer) -> dict[str, str]:
    """Each `kind:label` key that belongs to a cluster by another label, to that label.

    `counts` says in how many articles each key is. The answer does not depend on their order.
    """
    judged = gazetteer.judgements
    kinds: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        kind, _, label = key.partition(":")
        kinds.setdefault(kind, {})[label] = count
    moved: dict[str, str] = {}
    for kind, labels in kinds.items():
        gathered = (clusters if kind == "person" else organisations)(labels, judged.same, judged.different)
        moved |= {f"{kind}:{label}": head for label, head in gathered.items() if head != label}
    return moved
