"""Who answers a question: the call store or Callyzer."""

from callyzer.answering.answering import Answering

__all__ = ["Answering"]
