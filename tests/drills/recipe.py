"""The container files as they are written: read, and refused when the drill would not carry them out."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import yaml

PORTAL = {
    "build", "env_file", "environment", "secrets", "volumes", "read_only", "tmpfs", "cap_drop", "security_opt",
    "restart", "depends_on", "networks", "command", "healthcheck",
}  # fmt: skip
#: Each service, and what the drill knows of it; a key that is not here stops the drill.
SERVICES = {
    "database": {"image", "environment", "secrets", "volumes", "healthcheck", "networks", "restart"},
    "prepare": PORTAL,
    "web-1": PORTAL,
    "web-2": PORTAL,
    "worker": PORTAL,
    "proxy": {"image", "depends_on", "networks", "ports", "volumes", "command", "restart"},
}
GIVEN = {"DATABASE_URL", "DATABASE_PASSWORD_FILE", "SECRET_KEY_FILE", "PORTAL_FIELD_KEYS_FILE"}
POSTGRES = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE"}
TOP = {"x-portal", "services", "networks", "volumes", "secrets"}
SECRETS = {"database_password", "secret_key", "field_keys"}
#: The same for all who run the image: what the drill does in its place is in `composed`.
SHARED = {
    "build": {"context": "..", "dockerfile": "deploy/Containerfile"}, "env_file": "environment", "read_only": True,
    "tmpfs": ["/tmp"], "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"],  # noqa: S108 - of the image
    "volumes": ["data:/var/lib/portal"],
}  # fmt: skip
#: The steps of the build that are no copy: each is done, or answered, by the drill.
RUNS = (
    "python -m venv .venv && .venv/bin/pip install -q --no-cache-dir --require-hashes -r requirements.txt",
    ".venv/bin/python -m compileall -q .venv/lib || true",
    "useradd --system --uid 990 --home-dir /var/lib/portal portal && install -d -o portal -m 700 /var/lib/portal",
)
PLAIN = {"WORKDIR": ["/opt/portal"], "USER": ["portal"], "VOLUME": ["/var/lib/portal"], "EXPOSE": ["8000"]}
HEALTH = re.compile(r"(?:--[\w-]+=\S+ )+CMD (\[.*\])")


class Unknown(Exception):
    """The container files hold something that the drill does not know: it would prove less than it says."""


@dataclass
class Image:
    """What the Containerfile makes: copies of the sources, an environment, a command and a check of health."""

    copies: list[tuple[str, str]] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)


def composition(path: Path) -> dict:
    """The services of a compose file; `Unknown` names what the drill does not carry out."""
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    services = whole["services"]
    _same("top level", set(whole), TOP)
    _same("services", set(services), set(SERVICES))
    _same("secrets", set(whole["secrets"]), SECRETS)
    for name, service in services.items():
        _known(f"service {name}", set(service), SERVICES[name])
        if SERVICES[name] is PORTAL:
            _same(f"environment of {name}", set(service["environment"]), GIVEN)
            _same(f"secrets of {name}", set(service["secrets"]), SECRETS)
            for key, value in SHARED.items():
                _same(f"{key} of {name}", service.get(key), value)
    _same("environment of database", set(services["database"]["environment"]), POSTGRES)
    return services


def image(path: Path) -> Image:
    """What a Containerfile makes; `Unknown` names an instruction that the drill does not carry out."""
    made, runs = Image(), []
    for verb, rest in _instructions(path.read_text(encoding="utf-8")):
        if verb == "RUN":
            runs.append(rest)
        elif verb == "COPY":
            made.copies.append(_copied(rest))
        elif verb == "ENV":
            made.environment |= dict(each.split("=", 1) for each in shlex.split(rest))
        elif verb == "CMD":
            made.command = json.loads(rest)
        elif verb == "HEALTHCHECK":
            made.health = json.loads(HEALTH.fullmatch(rest)[1])
        elif verb != "FROM" and rest not in PLAIN.get(verb, ()):
            raise Unknown(f"Containerfile: {verb} {rest}")
    _same("steps of the build", tuple(runs), RUNS)
    return made


def shell(service: dict) -> str:
    """The lines that a service gives to `sh -ec`, with the dollars that a compose file doubles."""
    head, options, lines = service["command"]
    _same("way of a command", (head, options), ("sh", "-ec"))
    return lines.replace("$$", "$")


def _copied(rest: str) -> tuple[str, str]:
    words = shlex.split(rest)
    stage = words.pop(0) if words[0].startswith("--") else ""
    if stage not in ("", "--from=build") or len(words) != 2:
        raise Unknown(f"Containerfile: COPY {rest}")
    return (stage + words[0], words[1])


def _instructions(text: str):
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for line in re.sub(r"\s*\\\n\s*", " ", lines).splitlines():
        if line.strip():
            verb, _, rest = line.partition(" ")
            yield verb, rest.strip()


def _known(what: str, found: set, known: set) -> None:
    if found - known:
        raise Unknown(f"{what}: {', '.join(sorted(found - known))} unknown to the drill")


def _same(what: str, found, known) -> None:
    if found != known:
        raise Unknown(f"{what}: {found!r}, where the drill carries out {known!r}")
