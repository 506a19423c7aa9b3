"""What a check found, in one line: sound, to be looked at, or to be mended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `level` is ok, look or mend, and only mend makes the command fail."""

    level: str
    name: str
    said: str

    @classmethod
    def ok(cls, name: str, said: str) -> "Finding":
        return cls("ok", name, said)

    @classmethod
    def look(cls, name: str, said: str) -> "Finding":
        return cls("look", name, said)

    @classmethod
    def mend(cls, name: str, said: str) -> "Finding":
        return cls("mend", name, said)

    def __str__(self):
        return f"{self.level:<5} {self.name:<16} {self.said}"
