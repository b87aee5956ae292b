"""Trials of the promises: each part tries to break some of them, over and over, and tells of every fault."""
