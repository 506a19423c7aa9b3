"""The vocabulary of a section's body: nothing else may enter an official text."""

import re

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from guidance import sanitise
from guidance.enums import NoticeKind, Territory

LABEL = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
OFFICIAL_FEATURES = ["nouveau", "appel-note", "reference"]


class OfficialTextBlock(blocks.RichTextBlock):
    """Official words: paragraphs, footnote calls and marks of new elements, sanitised whatever way they come in."""

    def __init__(self, **kwargs):
        super().__init__(editor="official", features=OFFICIAL_FEATURES, **kwargs)

    def to_python(self, value):
        return RichText(sanitise.inline(value)) if value is not None else super().to_python(value)

    def normalize(self, value):
        source = value.source if isinstance(value, RichText) else value or ""
        return RichText(sanitise.inline(source))

    def clean(self, value):
        return RichText(sanitise.inline(super().clean(value).source))

    def get_prep_value(self, value):
        return sanitise.inline(super().get_prep_value(value) or "")


class LabelBlock(blocks.CharBlock):
    """A clause's stable label: its anchor, its citation, and its key from a question of a fiche."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        if value and not LABEL.fullmatch(value):
            raise ValidationError("Écrivez des lettres sans accent et des chiffres, séparés par des tirets : IV-3.")
        return value


class ListItemBlock(blocks.StructBlock):
    marker = blocks.CharBlock(required=False, max_length=12, label="Marque imprimée", help_text="Par exemple : - ou a)")
    text = OfficialTextBlock(label="Texte")
    sub = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("marker", blocks.CharBlock(required=False, max_length=12, label="Marque imprimée")),
                ("text", OfficialTextBlock(label="Texte")),
            ]
        ),
        required=False,
        default=[],
        min_num=0,
        label="Sous-liste",
    )

    class Meta:
        label = "Élément"
        icon = "list-ul"
        label_format = "{marker} {text}"


class QuoteBlock(blocks.StructBlock):
    text = OfficialTextBlock(label="Texte cité")

    class Meta:
        label = "Citation d’un autre texte"
        icon = "openquote"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(required=False, max_length=255, label="Titre imprimé du tableau")
    table = TypedTableBlock([("texte", blocks.CharBlock(required=False, label="Texte"))], label="Tableau")
    row_headers = blocks.BooleanBlock(required=False, default=True, label="La première colonne nomme les lignes")

    class Meta:
        label = "Tableau"
        icon = "table"


class FicheLineBlock(blocks.StructBlock):
    text = blocks.TextBlock(
        label="Ligne imprimée", help_text="Un blanc à remplir s’écrit entre accolades, avec le nom du champ : {date}."
    )
    align = blocks.ChoiceBlock(
        choices=[("start", "à gauche"), ("center", "au centre"), ("end", "à droite")], default="start", label="Place"
    )

    class Meta:
        label = "Ligne"
        icon = "minus"


class FicheBoxesBlock(blocks.StructBlock):
    legend = blocks.TextBlock(required=False, label="Phrase qui précède les cases")
    options = blocks.ListBlock(blocks.TextBlock(label="Texte de la case"), label="Cases à cocher")

    class Meta:
        label = "Cases à cocher"
        icon = "tick"


class FicheItemsBlock(blocks.StructBlock):
    marker = blocks.CharBlock(required=False, max_length=4, label="Marque imprimée")
    count = blocks.IntegerBlock(min_value=1, max_value=12, label="Nombre de lignes à remplir")
    field = blocks.CharBlock(max_length=40, label="Nom du champ")

    class Meta:
        label = "Lignes à remplir"
        icon = "list-ol"

    def get_prep_value(self, value):
        """A number posted untouched is the same number: a form that changes nothing makes nobody an author."""
        kept = super().get_prep_value(value)
        return kept | {"count": int(kept["count"])} if str(kept.get("count")).isdecimal() else kept


class FicheFieldBlock(blocks.StructBlock):
    name = blocks.RegexBlock(regex=r"^[a-z][a-z0-9_]*$", max_length=40, label="Nom du champ")
    label = blocks.CharBlock(max_length=120, label="Ce que l’on y écrit", help_text="Lu par un lecteur d’écran.")
    size = blocks.ChoiceBlock(
        choices=[("short", "court"), ("medium", "moyen"), ("long", "une ligne entière")],
        default="medium",
        label="Taille",
    )

    class Meta:
        label = "Champ"


class FicheBlock(blocks.StructBlock):
    """The facsimile of an official fiche: blanks and boxes are fields, not characters (T5)."""

    number = blocks.CharBlock(max_length=8, label="Numéro", help_text="1, 1-bis, 2…")
    title = blocks.CharBlock(max_length=120, label="Titre imprimé")
    usage = blocks.TextBlock(required=False, label="Mode d’emploi imprimé")
    lines = blocks.StreamBlock(
        [("line", FicheLineBlock()), ("boxes", FicheBoxesBlock()), ("items", FicheItemsBlock())],
        label="Lignes de la fiche",
    )
    fields = blocks.ListBlock(FicheFieldBlock(), label="Champs", default=[])

    class Meta:
        label = "Fiche (fac-similé)"
        icon = "form"


class PassageBlock(blocks.StreamBlock):
    """What a clause, or a footnote, is made of."""

    paragraph = OfficialTextBlock(label="Paragraphes", icon="pilcrow")
    list = blocks.ListBlock(ListItemBlock(), label="Liste", icon="list-ul")
    quote = QuoteBlock()
    table = TableBlock()
    fiche = FicheBlock()

    class Meta:
        required = True


class HeadingBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(choices=[("2", "intertitre"), ("3", "sous-intertitre")], default="2", label="Niveau")
    text = blocks.CharBlock(max_length=400, label="Intertitre imprimé")

    class Meta:
        label = "Intertitre"
        icon = "title"
        label_format = "{text}"


class ClauseBlock(blocks.StructBlock):
    """One clause: the smallest passage that is cited, linked and compared."""

    label = LabelBlock(
        label="Étiquette",
        help_text="Ancre et citation de la clause. Elle ne change pas quand le texte change ou se déplace.",
    )
    former_labels = blocks.ListBlock(
        LabelBlock(label="Ancienne étiquette"),
        default=[],
        label="Anciennes étiquettes",
        help_text="Les liens anciens mènent ici.",
    )
    body = PassageBlock(label="Texte de la clause")

    class Meta:
        label = "Clause"
        icon = "pilcrow"
        label_format = "{label} : {body}"


class NoticeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=NoticeKind.choices, label="Nature")
    ref = blocks.CharBlock(
        required=False, max_length=12, label="Écart", help_text="Numéro dans « Écarts avec la source »."
    )
    text = blocks.TextBlock(label="Ce que le portail dit au lecteur")

    class Meta:
        label = "Avertissement du portail"
        icon = "warning"
        label_format = "{text}"
        help_text = "Ce n’est pas le texte officiel : l’avertissement est écrit par le portail et présenté comme tel."


class ScheduleBlock(blocks.StructBlock):
    territory = blocks.ChoiceBlock(choices=Territory.choices, default=Territory.METROPOLE, label="Territoire")

    class Meta:
        label = "Barème en vigueur"
        icon = "table"
        label_format = "Barème en vigueur, {territory}"
        help_text = (
            "Le portail montre ici les plafonds en vigueur au jour de lecture. Ce n’est pas le texte officiel : "
            "un tableau imprimé par un texte reste dans sa clause."
        )


class SectionBody(blocks.StreamBlock):
    """The body of a section: printed headings, clauses, and what the portal says between them."""

    heading = HeadingBlock()
    clause = ClauseBlock()
    notice = NoticeBlock()
    schedule = ScheduleBlock()

    class Meta:
        required = False
        collapsed = True

    def clean(self, value):
        cleaned = super().clean(value)
        labels = [child.value["label"] for child in cleaned if child.block_type == "clause"]
        twice = {label for label in labels if labels.count(label) > 1}
        if twice:
            raise blocks.StreamBlockValidationError(
                non_block_errors=[
                    f"L’étiquette {', '.join(sorted(twice))} est portée par deux clauses de cette section."
                ]
            )
        return cleaned


class NoteBlock(blocks.StructBlock):
    """A footnote, called by its key from a clause of the same section (T2)."""

    key = blocks.CharBlock(max_length=8, label="Appel", help_text="Le signe de l’appel dans le texte : 1, 2…")
    body = PassageBlock(label="Texte de la note")

    class Meta:
        label = "Note"
        icon = "superscript"
        label_format = "{key} : {body}"


class NotesBody(blocks.StreamBlock):
    note = NoteBlock()

    class Meta:
        required = False
        collapsed = True
