"""The brief as entities of FollowTheMoney, for Aleph and its relatives: one JSON object a line."""

from __future__ import annotations

from briefing.export.brief import Brief


def ftm(brief: Brief) -> str:
    """Articles, actors, posts, mentions and statements as entities; the same ids for the same things."""
    raise NotImplementedError
