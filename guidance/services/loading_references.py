"""Brings the reviewed references and contacts into rows, once: an editor's change or removal stays (A-45, B-14, L7)."""

from guidance.enums import Access, ContactKind, CoverageScope, SourceKind
from guidance.models import Contact, CoveredCountry, CoveredGroup, Reference, ReferenceCitation
from guidance.search import library

_KINDS = {
    "organisation-internationale": SourceKind.INTERNATIONAL,
    "administration": SourceKind.ADMINISTRATION,
    "association": SourceKind.ASSOCIATION,
    "medicaments": SourceKind.DRUGS,
    "pays-origine": SourceKind.ORIGIN,
    "recommandation": SourceKind.PRACTICE,
    "rapport": SourceKind.REPORT,
}
_ACCESS = {"libre": Access.PUBLIC, "compte": Access.ACCOUNT, "termine": Access.ENDED, "inconnu": Access.UNKNOWN}
_SCOPES = {
    "tous": CoverageScope.EVERYWHERE,
    "listes": CoverageScope.LISTED,
    "non-precise": CoverageScope.UNSTATED,
}
_CONTACTS = {
    "courrier": ContactKind.POST,
    "telephone": ContactKind.PHONE,
    "telecopie": ContactKind.FAX,
    "mel": ContactKind.MAIL,
}


def load(data, texts, ledger) -> None:
    """Add what the ledger has not seen; `texts` are the pages of the texts by slug."""
    rows = {}
    for source in data.references:
        if ledger.take("référence", source.id, source):
            row = rows[source.id] = _reference(source, ledger)
            if row is not None:
                _cover(row, source)
                _cite(row, source, texts)
    _succeed(data.references, rows)
    if rows:
        library.rebuild()
    for contact in data.contacts:
        if ledger.take("coordonnée", contact.id, contact):
            _contact(contact, texts[contact.text])


def _reference(source, ledger) -> Reference | None:
    """The new row; an installation that had the printed links alone keeps its addresses, and what it removed."""
    values = {
        "slug": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "locator": source.locator or "",
        "kind": _KINDS[source.kind],
        "access": _ACCESS[source.access],
        "language": source.language or "",
        "scope": _SCOPES[source.scope],
        "coverage_note": source.coverage or "",
        "note": source.note or "",
    }
    printed = [one.printed for one in source.occurrences if one.printed]
    known = _before(printed)
    if known is not None:
        Reference.objects.filter(pk=known.pk).update(**values)
        known.citations.all().delete()
        return Reference.objects.get(pk=known.pk)
    if any(("lien", words) in ledger.seen for words in printed):
        return None
    return Reference.objects.create(url=source.url or "", **values)


def _before(printed: list[str]) -> Reference | None:
    """The row that was made of a printed link, before the library had records."""
    citations = ReferenceCitation.objects.filter(printed__in=printed, text=None, label="") if printed else []
    return next((citation.reference for citation in citations), None)


def _cover(row: Reference, source) -> None:
    CoveredCountry.objects.bulk_create(CoveredCountry(reference=row, code=code) for code in source.countries)
    CoveredGroup.objects.bulk_create(CoveredGroup(reference=row, code=code) for code in source.groups)


def _cite(row: Reference, source, texts) -> None:
    for one in source.occurrences:
        ReferenceCitation.objects.create(
            reference=row, text=texts[one.text], label=one.label, printed=one.printed or ""
        )


def _succeed(sources, rows: dict) -> None:
    """Name the successor of each new row, when both came in together."""
    for source in sources:
        row, successor = rows.get(source.id), rows.get(source.successor)
        if row is not None and successor is not None:
            row.replaced_by = successor
            row.save(update_fields=["replaced_by"])


def _contact(contact, text) -> None:
    Contact.objects.create(
        organisation=contact.organisation,
        kind=_CONTACTS[contact.kind],
        printed=contact.printed,
        value=contact.value,
        text=text,
        label=contact.label,
        since=text.signed_on,
    )
