"""What the register says of the author of a report on the report's date (A-14, A-26): it informs, it blocks nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from forms_app.models import Approval, Doctor, HospitalPost, Prefecture
from forms_app.models.doctors import folded
from forms_app.rules import authors
from forms_app.rules.vocabulary import AuthorKind, Situation

WARNED = 90  # days before its end when an approval is announced


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a doctor may write a report on a day, None when the register cannot tell, and what to be warned of."""

    entitled: bool | None
    words: str
    remarks: tuple[authors.Remark, ...] = ()
    approval: Approval | None = None


def verdict(
    doctor: Doctor,
    prefecture: Prefecture,
    *,
    on: date,
    situation: Situation = Situation.FREE,
    treats: bool | None = None,
) -> Verdict:
    """Return what the rule of authors says of the rows of the register, on the report's date; it blocks nothing.

    Three queries. `treats`: whether the author is the person's own doctor, None when nobody said. The reader may
    override it: the reason is kept by the case.
    """
    posts = list(doctor.posts.covering(on).order_by("pk"))
    post = next((each for each in posts if each.post == situation), posts[0] if posts else None)
    lines = list(doctor.approvals.select_related("prefecture").order_by("starts_on"))
    told = authors.verdict(
        _author(post, lines, treats), prefecture=prefecture.code, report_date=on, situation=situation
    )
    listed = [line for line in lines if line.prefecture_id == prefecture.pk]
    held = [line for line in listed if line.starts_on <= on and (line.ends_on is None or on <= line.ends_on)]
    if post:
        words = f"{post.get_post_display().capitalize()} le {on:%d/%m/%Y}, {post.establishment}."
        return Verdict(told.entitled, words, told.remarks)
    if held:
        words = f"Médecin agréé le {on:%d/%m/%Y}, arrêté {held[-1].order}."
        return Verdict(told.entitled, words, told.remarks, held[-1])
    return _not_found(listed, prefecture, on, told.remarks)


def _author(post: HospitalPost | None, lines: list[Approval], treats: bool | None) -> authors.Author:
    """A doctor as the rule reads one: a post makes the kind, else the lists do."""
    approvals = tuple(authors.Approval(line.prefecture.code, line.starts_on, line.ends_on) for line in lines)
    kind = AuthorKind(post.post) if post else AuthorKind.APPROVED
    return authors.Author(
        kind=kind, establishment=post.establishment if post else "", approvals=approvals, treats_the_applicant=treats
    )


def _not_found(listed: list[Approval], prefecture: Prefecture, on: date, remarks: tuple) -> Verdict:
    if not Approval.objects.filter(prefecture=prefecture).covering(on).exists():
        told = tuple(remark for remark in remarks if remark == authors.TREATING)
        return Verdict(None, f"Aucune liste de cette préfecture n’est au registre pour le {on:%d/%m/%Y}.", told)
    past = [line for line in listed if line.ends_on and line.ends_on < on]
    if past:
        return Verdict(False, f"Agrément terminé le {past[-1].ends_on:%d/%m/%Y}, avant le rapport.", remarks, past[-1])
    if listed:
        return Verdict(
            False, f"Agrément à partir du {listed[0].starts_on:%d/%m/%Y}, après le rapport.", remarks, listed[0]
        )
    return Verdict(False, f"Ne figure pas sur la liste de cette préfecture le {on:%d/%m/%Y}.", remarks)


def search(words: str, limit: int | None = 20) -> QuerySet[Doctor]:
    """The doctors whose names hold every word typed, whatever the accents; none for an empty text."""
    asked = folded(words).split()
    found = Doctor.objects.all() if asked else Doctor.objects.none()
    for word in asked:
        found = found.filter(folded__contains=word)
    return found.order_by("last_name", "first_name")[:limit]


def candidates(words: str, prefecture: Prefecture, limit: int = 12) -> list[Doctor]:
    """Return the doctors of a name: those of the list of this préfecture, then hospital posts, then the others."""
    listed = Exists(Approval.objects.filter(doctor=OuterRef("pk"), prefecture=prefecture))
    posted = Exists(HospitalPost.objects.filter(doctor=OuterRef("pk")))
    rows = search(words, limit=None).annotate(listed=listed, posted=posted)
    return list(rows.order_by("-listed", "-posted", "last_name", "first_name", "pk")[:limit])


def ending(*, on: date, days: int = WARNED) -> QuerySet[Approval]:
    """The approvals that end within some days, without a later row of the same doctor and préfecture."""
    rows = Approval.objects.ending_by(on + timedelta(days=days), since=on).select_related("doctor", "prefecture")
    later = Approval.objects.filter(doctor=OuterRef("doctor"), prefecture=OuterRef("prefecture"))
    renewed = later.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    return rows.filter(~Exists(renewed)).order_by("ends_on", "doctor__last_name")
