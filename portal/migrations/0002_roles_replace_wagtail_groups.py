"""Remove the groups that Wagtail creates: theirs may publish alone, and nobody publishes alone here."""

from django.db import migrations


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_user"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        # Not needed by what follows: a first migrate is much faster when the history of the libraries is told before
        # our tables are there, since Django renders all it knows again at each step of it. Add none: a database that has
        # this migration and not that history would be refused.
        ("mfa", "0003_authenticator_type_uniq"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(remove_groups, migrations.RunPython.noop)]
