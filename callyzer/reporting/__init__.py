"""Reports on their own: which go out when and to whom, making and mailing them, and what became of it."""
