"""Asks an address of the web whether it still answers, without ever reaching one that is not public."""

from guidance.checking.fetching import Answer, fetch
from guidance.checking.guard import PublicOnly, Refused
from guidance.checking.verdicts import Finding, judge

__all__ = ["Answer", "Finding", "PublicOnly", "Refused", "fetch", "judge"]
