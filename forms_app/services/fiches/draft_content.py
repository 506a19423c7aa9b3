"""What a draft holds, and what writing does to it: plain JSON, no row, no key.

One sealed piece: `steps` (what was typed, valid or not, with the version it was written
at), `other` (what a second window wrote over it, waiting for a choice), what the person maintained or consulted
(`held`, `sources`), and what the review adds (`kept`, `deviations`, `preview`, `snapshot`).
"""

from collections.abc import Mapping

Typed = Mapping[str, list[str]]
MOST_WAITING = 9  # versions of one step


def empty_content(snapshot: Mapping | None = None) -> dict:
    """Return the content of a draft where nothing was typed yet."""
    return {
        "steps": {},
        "other": {},
        "held": {},
        "sources": [],
        "kept": [],
        "deviations": [],
        "preview": {},
        "snapshot": dict(snapshot or {}),
    }


def merged(content: dict, slug: str, typed: dict, seen: int, version: int) -> bool:
    """Write a step into a content; False when another version stood there since `seen`: the posted one waits beside."""
    stored = content["steps"].get(slug)
    if stored and stored["typed"] == typed:
        return True
    if stored and stored["at"] > seen:
        waiting = content["other"].get(slug, [])
        if typed not in waiting:
            content["other"][slug] = [*waiting, typed][-MOST_WAITING:]
        return False
    content["steps"][slug] = {"typed": typed, "at": version}
    return True


def copied(content: dict) -> dict:
    """Return a content whose parts may be changed; what stands in a part is replaced, never changed in its place."""
    return {part: held.copy() if isinstance(held, dict | list) else held for part, held in content.items()}


def let_lapse(before: dict, after: dict) -> None:
    """Open again the reminders that were maintained for answers that have just changed."""
    if not after["held"]:
        return
    was, now = _answers(before), _answers(after)
    changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    after["held"] = {key: row for key, row in after["held"].items() if changed.isdisjoint(row["about"])}


def _answers(content: dict) -> dict[str, list[str]]:
    typed = ((name, values) for step in content["steps"].values() for name, values in step["typed"].items())
    return {name: values for name, values in typed if any(values)}
