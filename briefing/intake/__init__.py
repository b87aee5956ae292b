"""From a folder to clean texts: what is there, and what each file holds."""
