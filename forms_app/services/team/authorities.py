"""The authorities delivered with the portal, loaded once; what administrators change stays as they left it."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from forms_app.enums import JournalAct
from forms_app.models import Authority, AuthorityName, Delivered, Prefecture, PrefectureAddress
from forms_app.services.team import people
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.data_files import read_yaml

_FILE = Path(__file__).resolve().parents[2] / "authorities.yaml"
_KIND = "authority"


def delivered() -> list[dict]:
    """Return the rows of the delivered file."""
    return read_yaml(_FILE)


@transaction.atomic
def load() -> int:
    """Load the authorities that were never loaded; returns how many. A second load adds nothing."""
    loaded = set(Delivered.objects.filter(kind=_KIND).values_list("key", flat=True))
    fresh = [row for row in delivered() if row["code"] not in loaded]
    for row in fresh:
        _load(row)
        Delivered.objects.create(kind=_KIND, key=row["code"])
    return len(fresh)


def _load(row: dict) -> None:
    if Authority.objects.filter(code=row["code"]).exists():
        return
    authority = Authority.objects.create(code=row["code"], kind=row["kind"], region=row.get("region", ""))
    for name in row["names"]:
        days = {"starts_on": name.get("from"), "ends_on": name.get("until"), "source": name.get("source", "")}
        AuthorityName.objects.create(authority=authority, name=name["name"], **days)
    for prefecture in row.get("prefectures", ()):
        Prefecture.objects.get_or_create(
            code=prefecture["code"], defaults={"name": prefecture["name"], "authority": authority}
        )


@transaction.atomic
def change_contact(authority: Authority, on_call: str, origin: Origin) -> Authority:
    """Say whom to call when no physician covers a day (A-30)."""
    people.require_administrator(origin.actor)
    authority.on_call = on_call
    authority.full_clean()
    authority.save(update_fields=["on_call"])
    journal.record(JournalAct.AUTHORITY_CHANGED, origin, authority)
    return authority


@transaction.atomic
def rename(name: AuthorityName, origin: Origin) -> AuthorityName:
    """Give an authority another name from a day on; the one it bore ends the day before."""
    people.require_administrator(origin.actor)
    day_before = name.starts_on - timedelta(days=1)
    borne = AuthorityName.objects.filter(authority=name.authority, ends_on=None)
    borne.exclude(starts_on__gt=day_before).update(ends_on=day_before)
    name.full_clean()
    name.save()
    journal.record(JournalAct.AUTHORITY_CHANGED, origin, name.authority)
    return name


@transaction.atomic
def address(row: PrefectureAddress, origin: Origin) -> PrefectureAddress:
    """Say where letters to a préfecture go from a day on; the address it had ends the day before.

    ValidationError when an address already starts on that day or after it.
    """
    people.require_administrator(origin.actor)
    day_before = row.starts_on - timedelta(days=1)
    had = PrefectureAddress.objects.filter(prefecture=row.prefecture, ends_on=None)
    had.exclude(starts_on__gt=day_before).update(ends_on=day_before)
    row.recorded_by = origin.actor
    row.full_clean()
    row.save()
    journal.record(JournalAct.PREFECTURE_ADDRESSED, origin, row.prefecture)
    return row


@transaction.atomic
def attach(prefecture: Prefecture, origin: Origin) -> Prefecture:
    """Attach a préfecture to an authority."""
    people.require_administrator(origin.actor)
    prefecture.full_clean()
    prefecture.save()
    journal.record(JournalAct.PREFECTURE_ADDED, origin, prefecture)
    return prefecture
