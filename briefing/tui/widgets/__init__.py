"""What is on a screen: each widget draws what it is given and says what happened."""
