"""What the page of a comparison shows: plain values for a template that escapes every word."""

import re
from collections import Counter
from itertools import groupby

from guidance.redline import Pair, Segment
from guidance.redline.words import is_change
from guidance.services.comparison import Comparison, NotComparable, Side

VIEWS = {"cote-a-cote": "Côte à côte", "a-la-suite": "À la suite", "differences": "Seulement les différences"}
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_NAMES = {"titre": "titre", "note": "note", "identite": "fiche d’identité"}


def page_context(comparison: Comparison, view: str, clause: str, address) -> dict:
    """Return the context of `guidance/compare/pair.html`.

    `address(view)` gives the address of the same comparison in another view. `clause` keeps the passages of that label
    only. Raises `NotComparable` when no passage has it.
    """
    pairs = [pair for pair in comparison.redline.pairs if not clause or clause in (pair.left_label, pair.right_label)]
    if not pairs:
        raise NotComparable
    shown = _numbered([_pair(pair, comparison) for pair in pairs])
    return {
        "left": _side(comparison.left),
        "right": _side(comparison.right),
        "title": _title(comparison, clause),
        "clause": clause,
        "view": view,
        "views": [{"label": name, "url": address(key), "current": key == view} for key, name in VIEWS.items()],
        "groups": _groups(shown),
        "changes": sum(pair["changed"] for pair in shown),
        "summary": summary_line(shown),
        "details": details(shown, comparison) if not clause else "",
        "across": comparison.across,
    }


def summary_line(pairs: list[dict]) -> str:
    """Return « 3 ajouts, 2 suppressions, 1 déplacement », or that nothing differs."""
    segments = [part["op"] for pair in pairs for part in pair["merged_parts"]]
    counts = [
        _counted(segments.count("insert"), "ajout"),
        _counted(segments.count("delete"), "suppression"),
        _counted(sum(pair["moved"] for pair in pairs), "déplacement"),
    ]
    return ", ".join(filter(None, counts)) or "Aucune différence"


def details(pairs: list[dict], comparison: Comparison) -> str:
    """Return how many passages changed, stand on one side only, are the same.

    Across two texts nothing was added or deleted: a passage belongs to one text or to the other.
    """
    by = Counter(pair["status"] for pair in pairs)
    if comparison.across:
        alone = (f"{by[status]} dans {side.short} seulement" if by[status] else ""
                 for status, side in (("removed", comparison.left), ("added", comparison.right)))  # fmt: skip
    else:
        alone = (_counted(by["added"], "ajouté"), _counted(by["removed"], "supprimé"))
    same = _counted(by["same"] + (by["moved"] if comparison.across else 0), "identique")
    return ", ".join(filter(None, (_counted(by["changed"], "passage modifié", "passages modifiés"), *alone, same)))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""


def _title(comparison: Comparison, clause: str) -> str:
    left, right = comparison.left, comparison.right
    if clause:
        return f"Clause {clause} et son équivalent" if comparison.across else f"Clause {clause} : ce qui change"
    if left.frozen:
        return f"{left.title} : deux publications"
    if left.text.pk == right.text.pk:
        what = "passages qui se répondent" if comparison.across else "deux éditions"
        return f"{comparison.subject or left.title} : {what}"
    return f"{comparison.subject or left.title}, comparé à : {right.title}"


def _side(side: Side) -> dict:
    return {"title": side.title, "detail": side.detail, "short": side.short, "url": side.url}


def _pair(pair: Pair, comparison: Comparison) -> dict:
    """One pair for the template; across two texts, another order is no displacement."""
    moved = pair.status == "moved" and not comparison.across
    merged = _paragraphs(pair.segments, "merged")
    return {
        "left": _cell(pair.left_label, _paragraphs(pair.segments, "left"), comparison.left),
        "right": _cell(pair.right_label, _paragraphs(pair.segments, "right"), comparison.right),
        "merged": merged,
        "merged_parts": [{"op": segment.op} for segment in pair.segments if is_change(segment)],
        "moved": moved,
        "status": "changed" if pair.status == "moved" and pair.reworded else pair.status,
        "changed": moved or pair.reworded or None in (pair.left_label, pair.right_label),
        "by_sentence": pair.by_sentence,
    }


def _cell(label: str | None, paragraphs: list, side: Side) -> dict | None:
    if label is None:
        return None
    return {"label": printed_label(label), "paragraphs": paragraphs, "short": side.short}


def printed_label(label: str) -> str:
    """Return what a reader calls a passage: the label of a clause, « titre », « note 1 »."""
    kind, _, rest = label.partition(":")
    if not rest:
        return label
    return f"note {rest.rsplit(':', 1)[-1]}" if kind == "note" else _NAMES[kind]


def _paragraphs(segments: tuple[Segment, ...], side: str) -> list[list[dict]]:
    """The paragraphs of one side, or of both merged: lists of parts, each an operation and its pieces."""
    paragraphs: list[list[dict]] = [[]]
    for segment in segments:
        words = {"left": segment.left, "right": segment.right}.get(side, segment.text)
        for rank, line in enumerate(words.split("\n")):
            if rank and paragraphs[-1]:
                paragraphs.append([])
            if line.strip():
                paragraphs[-1].append(_part(segment.op, line))
    return [paragraph for paragraph in paragraphs if paragraph]


def _part(op: str, line: str) -> dict:
    """Words with their operation; the blank that ends them stays outside, so that no mark is drawn under it."""
    words = line.rstrip()
    return {"op": op, "pieces": _pieces(words), "after": line[len(words) :]}


def _pieces(line: str) -> list[dict]:
    """Words and footnote calls in order."""
    parts = _CALL.split(line)
    return [{"call" if k % 2 else "words": part} for k, part in enumerate(parts) if part]


def _numbered(pairs: list[dict]) -> list[dict]:
    """Give each pair that differs its anchor, and the anchor of the next one."""
    changed = [pair for pair in pairs if pair["changed"]]
    for number, pair in enumerate(changed, start=1):
        pair["anchor"] = f"difference-{number}"
        pair["next"] = f"difference-{number + 1}" if number < len(changed) else ""
    return pairs


def _groups(pairs: list[dict]) -> list[dict]:
    """Runs of pairs that differ, and runs of pairs that do not, which the page folds."""
    runs = ((changed, list(run)) for changed, run in groupby(pairs, key=lambda pair: pair["changed"]))
    return [{"changed": changed, "pairs": run, "count": len(run)} for changed, run in runs]
