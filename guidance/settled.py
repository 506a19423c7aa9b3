"""What settings say, for what asks at every request: read once, and again when one of them changes (tests).

A look through `django.conf.settings` passes through Python each time; a page of a fiche took forty of them.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.core.signals import setting_changed

Made = TypeVar("Made")


def settled(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what a function without arguments makes of the settings alone."""
    kept = cache(make)
    setting_changed.connect(lambda **changed: kept.cache_clear(), weak=False)
    return kept
