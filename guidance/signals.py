"""What guidance announces to those who keep something derived from its content."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import Signal

#: Sent inside the transaction that changes what readers see; `editions` is a list of edition ids, empty for all.
content_changed = Signal()

_gathering: ContextVar[list | None] = ContextVar("gathering", default=None)


def announce(editions: Iterable[int] = ()) -> None:
    """Say that the content of some editions changed, or of all; inside `gathered`, said once at its end."""
    pending = _gathering.get()
    if pending is None:
        content_changed.send(sender=None, editions=list(editions))
    else:
        pending.append(list(editions))


def gathering() -> bool:
    """Tell whether changes are being gathered, to be announced once at the end."""
    return _gathering.get() is not None


@contextmanager
def gathered() -> Iterator[None]:
    """Announce once, at the end, everything that changes inside; nothing when it fails."""
    pending: list[list[int]] = []
    token = _gathering.set(pending)
    try:
        yield
    finally:
        _gathering.reset(token)
    if pending:
        named = sorted({edition for editions in pending for edition in editions})
        announce(named if all(pending) else ())
