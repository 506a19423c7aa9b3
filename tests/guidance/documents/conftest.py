"""A small text that holds one of everything a section may hold."""

from datetime import date

import pytest

from guidance.documents import Section, Source, Stamp, TextDocument

DIGEST = "1a2b3c4d5e6f7788" * 4

PARAGRAPH = {
    "type": "paragraph",
    "html": '<p>Le secret médical<sup class="appel">1</sup> est absolu, <span class="nouveau">opposable</span> '
    "à tous.</p><p>Il est <b>général</b>.</p>",
}
LIST = {
    "type": "list",
    "items": [
        {"marker": "11°", "html": "<p>premier cas ;</p>", "sub": [{"marker": "o", "html": "sous un cas"}]},
        {"marker": "-", "html": "<p>second cas.</p>", "sub": []},
    ],
}
QUOTE = {"type": "quote", "paragraphs": ["<p>Article L.313-11 : […]</p>", "<p>11° A l'étranger résidant</p>"]}
TABLE = {
    "type": "table",
    "caption": "Plafonds de ressources",
    "header": ["Personnes au foyer", "Plafond annuel"],
    "rows": [["1", "7 771 €"], ["2", "11 657 €"]],
    "row_headers": True,
}
FICHE = {
    "type": "fiche",
    "number": "1-bis",
    "title": "FICHE n° 1 bis",
    "usage": "Ce document est utilisé par le médecin chef.",
    "lines": [
        {"text": "Le {date}", "align": "end"},
        {"boxes": {"legend": "L'état de santé :", "options": ["nécessite des soins", "ne nécessite pas de soins"]}},
        {"items": {"count": 3, "field": "elements"}},
    ],
    "fields": {
        "date": {"label": "date de la lettre", "size": "short"},
        "elements": {"label": "éléments demandés", "size": "long"},
    },
}
ITEMS = (
    {"kind": "heading", "level": 2, "text": "Première partie"},
    {"kind": "clause", "label": "IV-2", "former_labels": [], "blocks": [PARAGRAPH, LIST, QUOTE, TABLE]},
    {"kind": "notice", "notice": "gap", "ref": "T4", "text": "L’annexe III n’est qu’un titre dans la source."},
    {"kind": "heading", "level": 4, "text": "Trop profond d’un rang"},
    {"kind": "clause", "label": "IV-3", "former_labels": [], "blocks": [FICHE]},
)
NOTES = ({"key": "1", "blocks": [{"type": "paragraph", "html": "<p>Article L. 1110-4 du code.</p>"}]},)


@pytest.fixture
def make_text():
    """A text whose sections hold the given items; the whole vocabulary of a section when none are given."""

    def make(items=ITEMS, notes=NOTES, title="Instruction du 10 novembre 2011", **more):
        stamp = Stamp(
            text="Instruction DGS 2011/417",
            edition="édition du 10 novembre 2011",
            published_on=date(2026, 11, 20),
            shown_on=date(2026, 12, 1),
            digest=DIGEST,
        )
        sections = (
            Section("IV – Le secret", tuple(items), notes, published_on=date(2026, 11, 20)),
            Section("Annexe I", ({"kind": "clause", "label": "AI-1", "blocks": [PARAGRAPH]},), NOTES, starts_page=True),
        )
        return TextDocument(title, stamp, sections, **more)

    return make


@pytest.fixture
def text(make_text):
    return make_text(
        identity=(("NOR :", "ETSP1130172J"), ("", "Validée par le CNP le 4 novembre 2011")),
        status="À vérifier : aucune abrogation trouvée",
        in_force="à compter du 10 novembre 2011",
        sources=(Source("Fichier transmis"), Source("Bulletin officiel", "https://example.org/bo")),
        address="/textes/instruction-2011/2011-11-10/",
    )
