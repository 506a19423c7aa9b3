"""What the register says of the author of a report on the report's date (A-14, A-26): it informs, it blocks nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from forms_app.enums import Post
from forms_app.models import Approval, Doctor, Prefecture
from forms_app.models.doctors import folded

WARNED = 90  # days before its end when an approval is announced


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a doctor may write a report on a day: `entitled` is None when the register cannot tell."""

    entitled: bool | None
    words: str
    clause: str = "IV-1"
    approval: Approval | None = None


def verdict(doctor: Doctor, prefecture: Prefecture, *, on: date, place: Post | None = None) -> Verdict:
    """Return what the register says on the report's date; `place` is UCSA or CRA for a person detained (A-26).

    Two or three queries. The reader may override it: the reason is kept by the case.
    """
    approval = Approval.objects.filter(doctor=doctor, prefecture=prefecture).covering(on).order_by("starts_on").last()
    if approval:
        return Verdict(True, f"Médecin agréé le {on:%d/%m/%Y}, arrêté {approval.order}.", approval=approval)
    post = doctor.posts.covering(on).filter(post__in=[Post.HOSPITAL, *([place] if place else [])]).first()
    if post:
        return Verdict(True, f"{post.get_post_display().capitalize()} le {on:%d/%m/%Y}, {post.establishment}.")
    return _not_found(doctor, prefecture, on)


def _not_found(doctor: Doctor, prefecture: Prefecture, on: date) -> Verdict:
    lists = Approval.objects.filter(prefecture=prefecture)
    if not lists.covering(on).exists():
        return Verdict(None, f"Aucune liste de cette préfecture n’est au registre pour le {on:%d/%m/%Y}.")
    own = lists.filter(doctor=doctor)
    if past := own.filter(ends_on__lt=on).order_by("ends_on").last():
        return Verdict(False, f"Agrément terminé le {past.ends_on:%d/%m/%Y}, avant le rapport.", approval=past)
    if later := own.filter(starts_on__gt=on).order_by("starts_on").first():
        return Verdict(False, f"Agrément à partir du {later.starts_on:%d/%m/%Y}, après le rapport.", approval=later)
    return Verdict(False, f"Ne figure pas sur la liste de cette préfecture le {on:%d/%m/%Y}.")


def search(words: str, limit: int = 20) -> QuerySet[Doctor]:
    """The doctors whose names hold every word typed, whatever the accents; none for an empty text."""
    asked = folded(words).split()
    found = Doctor.objects.all() if asked else Doctor.objects.none()
    for word in asked:
        found = found.filter(folded__contains=word)
    return found.order_by("last_name", "first_name")[:limit]


def ending(*, on: date, days: int = WARNED) -> QuerySet[Approval]:
    """The approvals that end within some days, without a later row of the same doctor and préfecture."""
    rows = Approval.objects.ending_by(on + timedelta(days=days), since=on).select_related("doctor", "prefecture")
    later = Approval.objects.filter(doctor=OuterRef("doctor"), prefecture=OuterRef("prefecture"))
    renewed = later.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    return rows.filter(~Exists(renewed)).order_by("ends_on", "doctor__last_name")
