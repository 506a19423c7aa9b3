"""Put the home page at the root of the one site, in place of Wagtail's welcome page."""

from django.db import migrations


def plant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")

    Page.objects.filter(slug="home", depth=2).delete()
    content_type, _ = ContentType.objects.get_or_create(model="homepage", app_label="home")
    locale = Locale.objects.first() or Locale.objects.create(language_code="fr")
    home = HomePage.objects.create(
        title="Accueil",
        draft_title="Accueil",
        slug="accueil",
        content_type=content_type,
        locale=locale,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/accueil/",
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.update_or_create(
        hostname="localhost", port=80, defaults={"root_page_id": home.pk, "is_default_site": True, "site_name": ""}
    )


def uproot(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("home", "HomePage").objects.all().delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_home_page"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(plant, uproot)]
