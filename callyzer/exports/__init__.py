"""What is taken into a meeting: a document of the pages' parts as a file. Pure."""
