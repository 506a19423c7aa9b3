"""Pack the postings: one row for each term, shelf and scope, instead of one for each term and entry."""

import struct
from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

BATCH = 2_000


def join(apps, schema_editor):
    """Write the old rows as packed ones, so that what is published is found without another step."""
    posting, packed = apps.get_model("guidance", "Posting"), apps.get_model("guidance", "PackedPosting")
    rows = posting.objects.order_by("term").values_list("term", "shelf_id", "entry__scope", "entry_id", "weight")
    together = defaultdict(dict)
    for term, shelf, scope, entry, weight in rows.iterator():
        together[term, shelf, scope][entry] = weight
    packed.objects.bulk_create(
        (
            packed(
                term=term,
                shelf_id=shelf,
                scope=scope,
                entries=struct.pack(f"<{len(held)}q", *sorted(held)),
                weights=struct.pack(f"<{len(held)}d", *(held[entry] for entry in sorted(held))),
            )
            for (term, shelf, scope), held in together.items()
        ),
        batch_size=BATCH,
    )


def part(apps, schema_editor):
    """Write the packed rows as one for each entry again."""
    posting, packed = apps.get_model("guidance", "Posting"), apps.get_model("guidance", "PackedPosting")
    posting.objects.bulk_create(
        (
            posting(term=row.term, shelf_id=row.shelf_id, entry_id=entry, weight=weight)
            for row in packed.objects.iterator()
            for (entry,), (weight,) in zip(
                struct.iter_unpack("<q", row.entries), struct.iter_unpack("<d", row.weights), strict=True
            )
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("guidance", "0002_publication_never_changes")]
    operations = [
        migrations.CreateModel(
            name="PackedPosting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=64)),
                ("scope", models.CharField(blank=True, max_length=255)),
                ("entries", models.BinaryField()),
                ("weights", models.BinaryField()),
                (
                    "shelf",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guidance.shelf",
                    ),
                ),
            ],
            options={
                "verbose_name": "occurrences indexées",
                "verbose_name_plural": "occurrences indexées",
            },
        ),
        migrations.RunPython(join, part),
        migrations.DeleteModel(name="Posting"),
        migrations.RenameModel(old_name="PackedPosting", new_name="Posting"),
        migrations.AddIndex(model_name="posting", index=models.Index(fields=["term", "shelf"], name="posting_of_term")),
        migrations.AddIndex(
            model_name="posting", index=models.Index(fields=["shelf", "scope"], name="posting_of_scope")
        ),
    ]
