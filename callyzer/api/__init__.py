"""Asks Callyzer: a slot queue, a cache, and the client that puts every question through both."""
