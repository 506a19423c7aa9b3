"""What the applications above add to guidance, which imports none of them: readers of free text, users of clauses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses a clause, for a list of what a change touches; `url` is empty when it has no page."""

    label: str
    url: str = ""
    note: str = ""


TextReader = Callable[[str], Iterable[str]]
ClauseUser = Callable[[Iterable[tuple[str, str]]], Iterable[Use]]
_readers: dict[str, TextReader] = {}
_users: dict[str, ClauseUser] = {}


def read_free_text(name: str, reader: TextReader) -> None:
    """Make a reader of free text known: it returns, in French, why some words may not be kept; registering replaces."""
    _readers[name] = reader


def objections(*texts: str) -> list[str]:
    """Return why these words, typed by a person, may not be kept; nothing when no application objects."""
    words = "\n".join(text for text in texts if text)
    said = (objection for reader in _readers.values() for objection in reader(words)) if words else ()
    return list(dict.fromkeys(said))


def use_clauses(name: str, user: ClauseUser) -> None:
    """Make a user of clauses known: it returns its places for pairs (slug of the text, label)."""
    _users[name] = user


def users_of(clauses: Iterable[tuple[str, str]]) -> list[Use]:
    """Return every place that uses one of these clauses."""
    named = list(dict.fromkeys(clauses))
    return [use for user in _users.values() for use in user(named)] if named else []
