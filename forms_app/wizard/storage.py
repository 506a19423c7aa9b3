"""What formtools keeps, kept in the draft: raw posts by step, in one sealed row instead of the session."""

from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from forms_app.services.fiches import drafts


class DraftStorage(BaseStorage):
    """Reads and writes the draft opened for this request (`request.draft`); the address says the current step."""

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.draft: drafts.Opened = request.draft
        self.step = None
        self.init_data()

    def reset(self):
        """Keep everything: only the act that finishes a fiche, its author and time dispose of a draft."""

    def _get_current_step(self):
        return self.step

    def _set_current_step(self, step):
        self.step = step

    current_step = property(_get_current_step, _set_current_step)

    def get_step_data(self, step):
        """Return what was typed in a step under the names of its form, None when nobody has been there."""
        typed = self.draft.typed.get(step)
        return None if typed is None else as_data(step, typed)

    def set_step_data(self, step, typed):
        raise NotImplementedError("a step is kept with the version that was seen: see `keep`")

    def get_step_files(self, step):
        return None

    def set_step_files(self, step, files):
        """No fiche takes a file."""

    def keep(self, posted, seen: int) -> frozenset[str]:
        """Store steps at once, so that no later error loses them; returns those where somebody else wrote."""
        return drafts.keep(self.draft, posted, seen)


def as_data(step: str, typed) -> MultiValueDict:
    """Return typed values as a browser posts them."""
    return MultiValueDict({f"{step}-{name}": list(values) for name, values in typed.items()})
