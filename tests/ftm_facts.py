"""What the model of FollowTheMoney says of the schemata and properties that we write."""

from __future__ import annotations

ENTITY = "entity"
LONGEST = {
    "name": 384,
    "string": 1024,
    "text": 65_000,
    "address": 250,
    "date": 32,
    "url": 4096,
    "country": 16,
    "language": 16,
}
"""Characters of a value, by its type."""
WITHIN: dict[str, set[str]] = {
    "Article": {"Article", "Document", "Analyzable", "Thing"},
    "Person": {"Person", "LegalEntity", "Thing"},
    "Organization": {"Organization", "LegalEntity", "Thing"},
    "PublicBody": {"PublicBody", "Organization", "LegalEntity", "Thing"},
    "Position": {"Position", "Thing"},
    "Occupancy": {"Occupancy", "Interval"},
    "Membership": {"Membership", "Interest", "Interval"},
    "Mention": {"Mention"},
    "Event": {"Event", "Interval", "Analyzable", "Thing"},
    "Note": {"Note", "Analyzable", "Thing"},
}
"""What each schema is, itself and all that it extends."""
REQUIRED: dict[str, set[str]] = {
    "Article": set(),
    "Person": {"name"},
    "Organization": {"name"},
    "PublicBody": {"name"},
    "Position": {"name"},
    "Occupancy": {"holder", "post"},
    "Membership": {"member", "organization"},
    "Mention": {"document", "name"},
    "Event": {"name"},
    "Note": set(),
}
_PARTY = {"name": "name", "alias": "name", "weakAlias": "name", "notes": "text"}
_GROUP = {
    **_PARTY,
    "classification": "string",
    "country": "country",
    "incorporationDate": "date",
    "dissolutionDate": "date",
}
_TERM = {
    "startDate": "date",
    "endDate": "date",
    "date": "date",
    "status": "string",
    "sourceUrl": "url",
    "description": "text",
}
TYPES: dict[str, dict[str, str]] = {
    "Article": {
        "title": "string",
        "fileName": "string",
        "publishedAt": "date",
        "date": "date",
        "retrievedAt": "date",
        "publisher": "string",
        "author": "string",
        "sourceUrl": "url",
        "language": "language",
        "summary": "text",
        "description": "text",
        "notes": "text",
        "keywords": "string",
        "bodyText": "text",
        "peopleMentioned": "name",
        "companiesMentioned": "name",
        "locationMentioned": "address",
    },
    "Person": _PARTY,
    "Organization": _GROUP,
    "PublicBody": _GROUP,
    "Position": {"name": "name", "country": "country", "organization": ENTITY},
    "Occupancy": {**_TERM, "holder": ENTITY, "post": ENTITY},
    "Membership": {**_TERM, "role": "string", "member": ENTITY, "organization": ENTITY},
    "Mention": {"document": ENTITY, "name": "name", "detectedSchema": "string", "resolved": ENTITY},
    "Event": {
        "name": "name",
        "date": "date",
        "summary": "text",
        "description": "text",
        "notes": "text",
        "recordId": "string",
        "sourceUrl": "url",
        "publisher": "string",
        "involved": ENTITY,
        "proof": ENTITY,
    },
    "Note": {"description": "text", "summary": "text", "entity": ENTITY},
}
"""The type of every property that we write."""
RANGES: dict[tuple[str, str], str] = {
    ("Position", "organization"): "Organization",
    ("Occupancy", "holder"): "Person",
    ("Occupancy", "post"): "Position",
    ("Membership", "member"): "LegalEntity",
    ("Membership", "organization"): "Organization",
    ("Mention", "document"): "Document",
    ("Mention", "resolved"): "LegalEntity",
    ("Event", "involved"): "LegalEntity",
    ("Event", "proof"): "Document",
    ("Note", "entity"): "Thing",
}
"""What a reference may refer to."""
