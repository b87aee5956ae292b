"""What `make bench` runs: ratios between what we do and the least that the same work could cost."""
