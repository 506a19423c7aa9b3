"""The words that the printed pages will hold, in order, and which answer each of them comes from."""

from dataclasses import dataclass

from forms_app.documents.frozen import Frozen
from forms_app.documents.payload import letter_payload


@dataclass(frozen=True, slots=True)
class Span:
    """Where an answer stands in the words, and the field of the model that it fills; items are of field `items`."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a letter, one printed line or paragraph a line, and the places of its answers."""

    text: str
    spans: tuple[Span, ...]


def printed_words(frozen: Frozen, digest: str) -> Words:
    """Return every word of the pages: what the outgoing check reads, and what the tests find again in the PDF."""
    payload = letter_payload(frozen, digest)
    writer = _Writer()
    writer.line(payload["specimen"])
    for printed, line in zip(payload["lines"], frozen.letter.lines, strict=True):
        writer.pieces(printed["pieces"], line.pieces)
        for option, source in zip(printed.get("options", ()), line.options, strict=True):
            writer.pieces([{"text": f"{option['mark']} "}, *option["pieces"]], (None, *source.pieces))
        for position, body in enumerate(printed.get("bodies", ())):
            writer.pieces([{"text": "- "}, *body], (None, "items" if position < len(line.items) else None))
    for line in (*payload["notes"], *_attached(payload), *payload["foot"]):
        writer.line(line)
    return writer.words()


def _attached(payload: dict) -> list[str]:
    lines = []
    if slip := payload.get("slip"):
        lines += [slip["title"], slip["lead"], _labelled(slip), slip["address_label"], *_said(slip["address"])]
        lines += [blank["label"] for blank in slip["blanks"]]
    if label := payload.get("label"):
        lines += [label["secret"], *_said(label["address"]), _labelled(label)]
    return lines


def _said(pieces: list[dict]) -> list[str]:
    return [piece["answer"] for piece in pieces if "answer" in piece]


def _labelled(part: dict) -> str:
    return " ".join([part["reference_label"], *_said(part["reference"])])


class _Writer:
    """Gathers lines and remembers where each answer falls."""

    def __init__(self):
        self._lines: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    def line(self, words: str) -> None:
        if words:
            self._lines.append(words)
            self._length += len(words) + 1

    def pieces(self, printed: list[dict], sources: tuple) -> None:
        """Write the pieces of a line; the field of an answer is that of its source (a piece, or a field's name)."""
        words = ""
        for piece, source in zip(printed, sources, strict=True):
            start = self._length + len(words)
            words += piece.get("text") or piece.get("answer") or ""
            if "answer" in piece:
                field = source if isinstance(source, str) else source.name
                self._spans.append(Span(start, self._length + len(words), field))
        self.line(words)

    def words(self) -> Words:
        return Words("\n".join(self._lines), tuple(self._spans))
