"""What a page says of itself: its furniture, headline, date and source, each with where it stands."""
