"""Fills a model with answers: every blank becomes its answer or stays blank, every box keeps its printed words."""

from collections.abc import Iterable
from dataclasses import replace

from forms_app.enums import Authority
from forms_app.fiches import asked
from forms_app.fiches.declaration import Answers, Fiche
from forms_app.letters.content import Letter, Line, Option, Piece
from forms_app.letters.slots import BLANK, FIELDS, box_question, ticked
from forms_app.letters.wording import Wording, said


def model_key(fiche: Fiche, authority: Authority, answers: Answers) -> str:
    """Return which model a letter fills: a label of annexe IV, or the key of a model of ours."""
    return fiche.model_for(authority, asked(fiche, answers))


def compose(
    fiche: Fiche,
    answers: Answers,
    model: dict,
    *,
    authority: Authority | str,
    deviations: Iterable[str] = frozenset(),
    specimen: bool = False,
    model_version: str = "",
    edition: str = "",
    source: str = "",
) -> Letter:
    """Return the letter of a fiche. `model` has the frozen shape of a facsimile: title, lines, fields, source.

    Answers of questions that are not asked are ignored. Raises `ModelMismatch` when an answer has no box in the model.
    """
    authority = Authority(authority)
    kept = asked(fiche, answers)
    wording = Wording(fiche, kept, model.get("fields") or {}, authority, deviations)
    lines = _signed(tuple(_Filler(fiche, wording).lines(model)), wording)
    number = fiche.number(authority)
    return Letter(
        fiche=fiche.key,
        authority=authority.value,
        number=number,
        title=f"Fiche n° {number}" if number else model["title"],
        lines=lines,
        recipient=fiche.recipient.value,
        specimen=specimen,
        notes=(*fiche.notes.get(authority, ()), *(wording.notes if number else ())),
        source=source or model.get("source", ""),
        edition=edition,
        model_version=model_version,
        day=kept["letter_date"].isoformat() if "letter_date" in kept else "",
        attachments=fiche.attachments,
        reply_address=said(kept.get("reply_address", "")),
    )


class _Filler:
    """Walks the lines of a model in order; groups of boxes are counted on the way."""

    def __init__(self, fiche: Fiche, wording: Wording):
        self._fiche = fiche
        self._wording = wording
        self._group = 0

    def lines(self, model: dict) -> list[Line]:
        return [filled for line in model["lines"] for filled in self._line(line)]

    def _line(self, line: dict) -> list[Line]:
        if "boxes" in line:
            return [self._boxes(line["boxes"])]
        if "items" in line:
            return [self._items(line["items"])]
        return self._text(line)

    def _text(self, line: dict) -> list[Line]:
        align, signed = line.get("align", "start"), bool(line.get("signature"))
        alone = BLANK.fullmatch(line["text"].strip())
        several = self._wording.paragraphs(FIELDS.get(alone[1], "")) if alone else []
        if len(several) > 1:
            return [Line("line", (Piece("answer", words, "long", alone[1]),), align) for words in several]
        first, *others = self._added(line["text"])
        return [
            Line("line", (*self._wording.pieces(line["text"]), *first), align, signature=signed),
            *(Line("line", pieces, align) for pieces in others),
        ]

    def _added(self, printed: str) -> list[tuple[Piece, ...]]:
        """Answers written after a printed line: the first on it, the others below it."""
        names = self._fiche.additions.get(printed, ())
        lines: list[tuple[Piece, ...]] = [()]
        for name in names:
            words = [Piece("answer", paragraph, "long", name) for paragraph in self._wording.paragraphs(name)]
            if words and name == names[0]:
                lines[0] = (Piece("text", " "), words.pop(0))
            lines += [(word,) for word in words]
        return lines

    def _items(self, items: dict) -> Line:
        given = self._wording.answers.get(FIELDS.get(items["field"], ""), ())
        written = tuple(item.strip() for item in given if item.strip())
        return Line("items", items=written, blanks=max(0, items["count"] - len(written)))

    def _boxes(self, boxes: dict) -> Line:
        name = box_question(self._fiche, self._group, boxes)
        self._group += 1
        chosen = self._chosen(name, boxes)
        options = tuple(
            Option(index == chosen, self._wording.pieces(option)) for index, option in enumerate(boxes["options"])
        )
        pieces = self._wording.pieces(boxes.get("legend") or "")
        said = "" if chosen is None else str(self._wording.answers[name])
        return Line("boxes", pieces, options=options, question=name, chosen=said)

    def _chosen(self, name: str, boxes: dict) -> int | None:
        if name not in self._wording.answers or self._wording.answers[name] is False:
            return None
        return ticked(self._fiche.question(name), self._wording.answers[name], boxes)


def _signed(lines: tuple[Line, ...], wording: Wording) -> tuple[Line, ...]:
    """Room for a signature closes the letter; the name and quality of its author come first, when they are known."""
    if any(line.signature for line in lines):
        return lines
    added = tuple(
        Line("line", (Piece("answer", words, "long", name),), "end")
        for name in ("signatory_name", "signatory_quality")
        if (words := wording.answer(name))
    )
    *before, last = (*lines, *added)
    return (*before, replace(last, signature=True))
