"""The pieces a deck of slides is put together from."""
