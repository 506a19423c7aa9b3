"""What an editor must say before a section is saved, and what is refused with a reason."""

import re

from django.utils.datastructures import MultiValueDict
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from guidance import items
from guidance.enums import ChangeKind

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(-\d+)?")


def faults_of_edition(edition) -> list[str]:
    """Return what keeps the sections of an edition, as last saved, from being published; in French, for its editor."""
    holders: dict[str, list[str]] = {}
    faults = []
    for section in edition.get_children().specific():
        draft = section.get_latest_revision_as_object()
        body, notes = items.section_items(draft.body), items.note_items(draft.notes)
        for item in body:
            if item["kind"] == "clause":
                holders.setdefault(item["label"], []).append(section.title)
        faults += [
            f"« {section.title} » appelle la note {key}, qui n’existe pas." for key in missing_notes(body, notes)
        ]
    for label, titles in holders.items():
        if not label:
            faults.append(f"Une clause de « {titles[0]} » n’a pas d’étiquette.")
        elif len(titles) > 1:
            faults.append(f"L’étiquette {label} est portée plusieurs fois : {', '.join(titles)}.")
    return faults


def missing_notes(body: list[dict], notes: list[dict]) -> list[str]:
    """Return the keys that the clauses of a section call and that no footnote of it carries."""
    called = {key for item in body if item["kind"] == "clause" for key in items.notes_called(item["blocks"])}
    return sorted(called - {note["key"] for note in notes})


def _with_plain_line_ends(data):
    if not isinstance(data, MultiValueDict):
        return data
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [value.replace("\r\n", "\n") if isinstance(value, str) else value for value in values])
    return plain


class OfficialForm(WagtailAdminPageForm):
    """What holds for editions and sections: line ends as the source has them, and no published address expires."""

    def __init__(self, data=None, *args, **kwargs):
        """A browser sends other line ends than it was given, which would make an author of a validator."""
        super().__init__(_with_plain_line_ends(data), *args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("expire_at"):
            self.add_error("expire_at", "Ce qui a été publié reste lisible : retirez la date d’expiration.")
        return cleaned


class EditionForm(OfficialForm):
    """Checks the address of an edition, its reason, and, across its sections, labels and footnotes."""

    def clean(self):
        cleaned = super().clean()
        if not _DATED.fullmatch(cleaned.get("slug") or "0000-00-00"):
            self.add_error(
                "slug", "L’adresse d’une édition est sa date : 2026-01-31, ou 2026-01-31-2 pour une seconde."
            )
        if self.instance.first_published_at and "slug" in self.changed_data:
            self.add_error("slug", "Cette adresse est publiée et citée : elle ne change plus.")
        if self.instance.pk and not self.errors:
            for fault in faults_of_edition(self.instance):
                self.add_error(None, fault)
        if not cleaned.get("change_note") and not self.instance.live and self._follows_another():
            self.add_error("change_note", "Dites ce que change cette édition par rapport à la précédente.")
        return cleaned

    def _follows_another(self) -> bool:
        return bool(self.parent_page and self.parent_page.get_children().live().exclude(pk=self.instance.pk).exists())


class SectionForm(OfficialForm):
    """Checks labels across the edition, footnote calls, and the reason given for a change of wording."""

    #: Set by a preview, which keeps nothing: the reason of a change is asked when it is saved.
    only_shown = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.live and not self.instance.has_unpublished_changes:
            self._forget_the_last_reason()

    def _forget_the_last_reason(self) -> None:
        """The reason of the last publication is not the reason of the next change."""
        blank = {"change_kind": ChangeKind.FOLLOW_UP, "amending_act": "", "change_note": ""}
        self.initial.update({name: value for name, value in blank.items() if name in self.fields})

    def clean(self):
        cleaned = super().clean()
        if _DATED.fullmatch(cleaned.get("slug") or ""):
            self.add_error("slug", "Cette forme est réservée aux dates des éditions.")
        if not self.errors:
            content = items.section_items(cleaned["body"]), items.note_items(cleaned["notes"])
            self._check_labels(content[0])
            self._check_calls(*content)
            if not self.only_shown:
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
                self.add_error("body", f"L’étiquette {label} est déjà portée par une clause de « {section.title} ».")

    def _check_calls(self, body, notes) -> None:
        given = [note["key"] for note in notes]
        for key in missing_notes(body, notes):
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
            self.add_error("amending_act", "Nommez l’acte qui modifie ces mots : nature, date, article.")
        last = Publication.objects.filter(page_id=self.instance.pk).first() if self.instance.pk else None
        words = cleaned["heading"], *content
        changed = last and items.digest(last.heading, last.items, last.notes) != items.digest(*words)
        if changed and kind in (ChangeKind.FOLLOW_UP, ChangeKind.FIRST):
            self.add_error(
                "change_kind",
                "Des mots du texte ont changé : choisissez « correction de transcription », ou nommez l’acte.",
            )


class OfOwnAuthorityForm(WagtailAdminModelForm):
    """A row belongs to one of the writer's own authorities."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = self.for_user.groups.all() if self.for_user else []
        self.fields["authority"].queryset = self.fields["authority"].queryset.filter(editors__in=groups)


class LocalNoteForm(OfOwnAuthorityForm):
    """A note stands under a clause that exists."""

    def clean(self):
        cleaned = super().clean()
        text, label = cleaned.get("text"), cleaned.get("label")
        if text and label and not any(edition.clauses.filter(label=label) for edition in text.published_editions()):
            self.add_error("label", f"Aucune clause de « {text.title} » ne porte l’étiquette {label}.")
        return cleaned
