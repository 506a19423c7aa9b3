"""What an editor must say before a section is saved, and what is refused with a reason."""

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from guidance import items
from guidance.enums import ChangeKind


class SectionForm(WagtailAdminPageForm):
    """Checks labels across the edition, footnote calls, and the reason given for a change of wording."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            content = items.section_items(cleaned["body"]), items.note_items(cleaned["notes"])
            self._check_labels(content[0])
            self._check_calls(*content)
            self._check_reason(cleaned, content)
        return cleaned

    def _check_labels(self, body) -> None:
        """A label is carried once in an edition; the constraint of the clauses says the same of what is published."""
        mine = {item["label"] for item in body if item["kind"] == "clause"}
        edition = self.parent_page or (self.instance.get_parent() if self.instance.pk else None)
        if edition is None:
            return
        for section in edition.get_children().exclude(pk=self.instance.pk).specific():
            draft = section.get_latest_revision_as_object()
            theirs = {item["label"] for item in items.section_items(draft.body) if item["kind"] == "clause"}
            for label in sorted(mine & theirs):
                self.add_error("body", f"L’étiquette {label} est déjà portée par une clause de « {section.title} ».")

    def _check_calls(self, body, notes) -> None:
        called = {key for item in body if item["kind"] == "clause" for key in items.notes_called(item["blocks"])}
        given = [note["key"] for note in notes]
        for key in sorted(called - set(given)):
            self.add_error(
                "notes", f"Le texte appelle la note {key}, qui n’existe pas. Ajoutez-la, ou retirez l’appel."
            )
        for key in sorted({key for key in given if given.count(key) > 1}):
            self.add_error("notes", f"Deux notes portent l’appel {key}.")

    def _check_reason(self, cleaned, content) -> None:
        """A change of wording names the act that changes it, or is a correction of the transcription."""
        from guidance.models.publications import Publication

        kind = cleaned.get("change_kind")
        if kind == ChangeKind.AMENDMENT and not cleaned.get("amending_act"):
            self.add_error("amending_act", "Nommez l’acte qui modifie ces mots : nature, date, article.")
        last = Publication.objects.filter(page_id=self.instance.pk).first() if self.instance.pk else None
        changed = last and items.digest(last.items, last.notes) != items.digest(*content)
        if changed and kind in (ChangeKind.FOLLOW_UP, ChangeKind.FIRST):
            self.add_error(
                "change_kind",
                "Des mots du texte ont changé : choisissez « correction de transcription », ou nommez l’acte.",
            )


class LocalNoteForm(WagtailAdminModelForm):
    """A note belongs to one of the writer's own authorities, and stands under a clause that exists."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = self.for_user.groups.all() if self.for_user else []
        self.fields["authority"].queryset = self.fields["authority"].queryset.filter(editors__in=groups)

    def clean(self):
        cleaned = super().clean()
        text, label = cleaned.get("text"), cleaned.get("label")
        if text and label and not any(edition.clauses.filter(label=label) for edition in text.published_editions()):
            self.add_error("label", f"Aucune clause de « {text.title} » ne porte l’étiquette {label}.")
        return cleaned
