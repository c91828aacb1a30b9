"""Asks Callyzer: a slot queue, a cache, and the client that puts every question through both."""

from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.api.standing import Counts, Standing, Waiting

__all__ = ["ApiClient", "Counts", "Priority", "Standing", "Waiting"]
