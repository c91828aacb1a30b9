"""A document as a file: pure functions from the parts of the pages to bytes."""
