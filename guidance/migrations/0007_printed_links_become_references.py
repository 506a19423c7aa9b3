"""Turns each printed link into a reference of the library, with the address that an editor may have mended."""

from django.db import migrations
from django.utils.text import slugify


def references(apps, schema_editor):
    """One reference for each address that opens; the load of the texts completes them."""
    Link, Reference = apps.get_model("guidance", "SourceLink"), apps.get_model("guidance", "Reference")
    Citation = apps.get_model("guidance", "ReferenceCitation")
    rows, taken = {}, set()
    for link in Link.objects.order_by("pk"):
        row = rows.get(link.url)
        if row is None:
            base = slugify(link.title)[:60] or "reference"
            slug = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 999))) if name not in taken)
            taken.add(slug)
            row = rows[link.url] = Reference.objects.create(
                slug=slug,
                title=link.title,
                publisher=link.title.partition(",")[0][:200],
                url=link.url,
                kind="report",
                status=link.status if link.status in {"alive", "dead"} else "to-check",
            )
        Citation.objects.create(reference=row, printed=link.printed)


class Migration(migrations.Migration):
    dependencies = [("guidance", "0006_references")]

    operations = [
        migrations.RunPython(references, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name="SourceLink"),
    ]
