"""What settings say, for what asks at every request: read once, and again when one of them changes (tests).

A look through `django.conf.settings` passes through Python each time; a page of a fiche took forty of them.
"""

from collections.abc import Callable
from functools import cache

from django.core.signals import setting_changed


def settled(make: Callable) -> Callable:
    """Keep what a function makes of the settings alone, or of them and of a few words of ours."""
    kept = cache(make)
    setting_changed.connect(lambda **changed: kept.cache_clear(), weak=False)
    return kept
