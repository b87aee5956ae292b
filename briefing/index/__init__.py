"""The index: a disposable catalogue of what was read and a Whoosh index of its words. The only room with Whoosh."""


class Damaged(Exception):
    """An index that cannot be trusted or read; the message is the reason, and building afresh is the cure."""
