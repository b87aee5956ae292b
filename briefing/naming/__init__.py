"""Who is meant: from the names, short names and posts in a text to the actors of a gazetteer."""
