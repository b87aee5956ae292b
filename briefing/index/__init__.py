"""The index: a disposable catalogue of what was read and a Whoosh index of its words. The only room with Whoosh."""
