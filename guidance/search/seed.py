"""Put the delivered synonyms into the editors' table, adding only what is missing."""

from pathlib import Path

from django.db import transaction

from guidance.data_files import read_yaml
from guidance.models.search import Synonym

DATA = Path(__file__).resolve().parent / "data" / "synonyms.yaml"


@transaction.atomic
def add_missing() -> int:
    """Add the delivered groups not there yet and return how many; a group an editor changed stays as it is."""
    known = set(Synonym.objects.values_list("seed", flat=True))
    missing = [group for group in delivered_synonyms() if group[0] not in known]
    for group in missing:
        Synonym.objects.create(forms=", ".join(group), seed=group[0])
    return len(missing)


def delivered_synonyms() -> list[list[str]]:
    """Return the delivered groups of forms."""
    return read_yaml(DATA)
