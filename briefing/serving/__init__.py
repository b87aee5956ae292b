"""The reader in a web page: a process for each page, let in by a token, over textual-serve's terminal in JavaScript."""
