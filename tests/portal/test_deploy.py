"""What is delivered to install the portal holds together: folders, commands, variables, and what the drill does."""

import importlib.machinery
import importlib.util
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from tests.drills import recipe

ROOT = Path(settings.PROJECT_DIR)
DEPLOY = ROOT / "deploy"
RUN = re.compile(r"(?:manage\.py|portal-manage) ([a-z]\w+)(?![\w/])")
READ = re.compile(r"\b(?:env\.\w+|secret)\(\s*f?[\"'](\{variable\}_)?([A-Z_]+)[\"']")
#: Read elsewhere than by the settings: by Django itself, and by the process that starts the web server.
OTHERS = {"DJANGO_SETTINGS_MODULE", "PORTAL_DATA_DIR"}


def words(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def read_by_the_settings():
    files = (ROOT / "portal" / "settings").glob("*.py")
    return {name for path in files for _, name in READ.findall(path.read_text(encoding="utf-8"))} | OTHERS


def test_the_drill_of_the_containers_carries_out_all_that_the_delivered_files_say():
    assert set(recipe.composition(DEPLOY / "compose.yaml")) == set(recipe.SERVICES)
    assert recipe.image(DEPLOY / "Containerfile").command[1:3] == ["-m", "portal.web"]


def changed(path, tmp_path, change):
    """The delivered compose file with one change, elsewhere."""
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(whole)
    copy = tmp_path / path.name
    copy.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole["services"].update(antivirus={"image": "x"}),
        lambda whole: whole["services"].pop("worker"),
        lambda whole: whole["services"]["web-1"]["environment"].update(PORTAL_NEW="1"),
        lambda whole: whole["services"]["web-2"].update(entrypoint=["sh"]),
        lambda whole: whole["services"]["worker"].update(read_only=False),
        lambda whole: whole["services"]["database"]["environment"].update(POSTGRES_INITDB_ARGS="-k"),
        lambda whole: whole["secrets"].update(other={"file": "./secrets/other"}),
        lambda whole: whole.update(configs={}),
    ],
)
def test_a_composition_that_says_more_or_less_than_the_drill_knows_is_refused(change, tmp_path):
    with pytest.raises(recipe.Unknown):
        recipe.composition(changed(DEPLOY / "compose.yaml", tmp_path, change))


@pytest.mark.parametrize(
    "line", ["RUN apt-get install -y curl", "ADD x y", "USER root", "COPY --chown=0 portal portal", 'ENTRYPOINT ["sh"]']
)
def test_an_image_that_takes_another_step_is_refused(line, tmp_path):
    path = tmp_path / "Containerfile"
    path.write_text(words("Containerfile") + line + "\n", encoding="utf-8")
    with pytest.raises(recipe.Unknown):
        recipe.image(path)


def test_a_build_whose_libraries_did_not_install_stops():
    """A failure is forgiven to the compilation alone, never to the line that installs."""
    forgiven = [line for line in words("Containerfile").splitlines() if "|| true" in line]
    assert [line for line in forgiven if "pip" in line or "compileall" not in line] == []


def test_everything_that_the_image_copies_is_in_the_sources():
    copied = [source for source, _ in recipe.image(DEPLOY / "Containerfile").copies if not source.startswith("--")]
    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_the_image_copies_every_application_of_the_portal():
    copied = {source for source, _ in recipe.image(DEPLOY / "Containerfile").copies}
    ours = {name.split(".")[0] for name in settings.INSTALLED_APPS if (ROOT / name.split(".")[0]).is_dir()}
    assert ours <= copied


@pytest.mark.parametrize("name", ["compose.yaml", "install.sh", "portal-web@.service", "portal-work.service"])
def test_every_command_that_is_named_is_known_to_the_portal(name):
    assert [command for command in RUN.findall(words(name)) if command not in get_commands()] == []


def test_the_steps_of_an_installation_are_the_same_on_a_server_and_in_containers():
    lines = recipe.shell(recipe.composition(DEPLOY / "compose.yaml")["prepare"])
    steps = re.search(r"for step in (.*); do", lines)[1].replace('"', "")
    named = [word for word in steps.split() if not word.startswith("-")]
    told = words("install.sh").replace('portal-manage "$step"', "")
    assert [step for step in named if step not in get_commands()] == []
    assert [step for step in named if step not in told] == []


def test_every_variable_of_the_example_is_one_that_the_settings_read():
    named = re.findall(r"^([A-Z_]+)=", words("environment.example"), re.M)
    assert named
    assert [name for name in named if name not in read_by_the_settings()] == []


def test_every_variable_of_the_composition_is_one_that_the_settings_read():
    given = recipe.composition(DEPLOY / "compose.yaml")["web-1"]["environment"]
    assert [name for name in given if name.removesuffix("_FILE") not in read_by_the_settings()] == []


def test_every_variable_that_an_operator_may_set_is_explained():
    guide = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    unexplained = {"DJANGO_SETTINGS_MODULE", "PORTAL_DEBUG", "PORT"}
    named = {name for name in read_by_the_settings() if name not in unexplained and f"{name}" not in guide}
    assert sorted(name for name in named if not name.startswith("_")) == []


@pytest.mark.parametrize("script", ["install.sh", "portal-manage", "portal-backup"])
def test_what_an_operator_runs_may_be_run(script):
    assert (DEPLOY / script).stat().st_mode & 0o111


def test_the_servers_of_the_proxy_are_those_of_the_units_and_of_the_composition():
    lines = words("nginx.conf")
    assert re.findall(r"server (127\.0\.0\.1:\d+)", lines) == ["127.0.0.1:8000", "127.0.0.1:8001"]
    services = recipe.composition(DEPLOY / "compose.yaml")
    told = re.findall(r"\|server (127\.0\.0\.1:\d+)\|server ([\d.]+):8000\|", recipe.shell(services["proxy"]))
    addresses = [services[name]["networks"]["inside"]["ipv4_address"] for name in ("web-1", "web-2")]
    assert told == list(zip(["127.0.0.1:8000", "127.0.0.1:8001"], addresses, strict=True))


def test_the_example_becomes_the_settings_of_a_host_as_the_script_writes_them():
    """The script's own changes, applied to the example: an address of mail stays one."""
    changes = re.search(r"\(umask 077; sed (.*?) deploy/environment\.example", words("install.sh"), re.S)[1]
    line = "host=portail.hopital.fr; random() { echo x$1; }; sed " + changes + " deploy/environment.example"
    made = subprocess.run(["bash", "-ec", line], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "PORTAL_MAIL_FROM=portail@portail.hopital.fr\n" in made
    assert "PORTAL_HOSTS=portail.hopital.fr\nPORTAL_BASE_URL=https://portail.hopital.fr\n" in made
    assert "SECRET_KEY=x48\nPORTAL_FIELD_KEYS=x32\n" in made
    assert "invalid" not in made


def test_what_the_proxy_refuses_by_itself_is_said_in_french_and_kept_by_no_cache():
    """None leads to a named location for an address that was not read: nginx answers 500 to that."""
    text = words("nginx.conf")
    led = {place: codes.split() for codes, place in re.findall(r"error_page ([\d ]+) (\S+?);", text)}
    assert {code for codes in led.values() for code in codes} == {"400", "413", "414", "494", "502", "503", "504"}
    for place, codes in led.items():
        assert place.startswith("/") or not {"400", "414", "494"} & set(codes)
        block = re.search(rf"location (?:= )?{re.escape(place)} \{{(.*?)\n    \}}", text, re.S)[1]
        assert "no-store always" in block and "default-src 'none'\" always" in block and "nosniff always" in block
        assert '<html lang="fr">' in block and "<h1>" in block


@pytest.fixture
def manage(tmp_path, monkeypatch):
    """The script of the operator, with settings of its own."""
    monkeypatch.setenv("PORTAL_SETTINGS_DIR", str(tmp_path))
    loader = importlib.machinery.SourceFileLoader("portal_manage", str(DEPLOY / "portal-manage"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("portal_manage", loader))
    loader.exec_module(module)
    return module


def test_a_command_is_given_what_systemd_would_give_the_services(manage, tmp_path):
    (tmp_path / "environment").write_text(
        "# SECRET_KEY=never\nPORTAL_PUBLISHER=L’agence d’essai, $HOME `id` #7\nA=\"x y\"\nB='z'\n\nSECRET_KEY=\n",
        encoding="utf-8",
    )
    assert manage.given() == {
        "PORTAL_PUBLISHER": "L’agence d’essai, $HOME `id` #7",
        "A": "x y",
        "B": "z",
        "SECRET_KEY": "",
    }
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "SECRET_KEY").write_text("tenu-secret\n", encoding="utf-8")
    assert manage.given()["SECRET_KEY"] == "tenu-secret"
