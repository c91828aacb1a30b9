"""The call store."""

from callyzer.store.store import CallStore

__all__ = ["CallStore"]
