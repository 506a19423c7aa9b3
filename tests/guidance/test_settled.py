"""What settings say is read once, and again as soon as one of them changes."""

from django.conf import settings
from django.test import override_settings

from guidance.settled import settled


def test_a_setting_is_read_once_and_again_when_it_changes():
    read = []

    @settled
    def minutes() -> int:
        read.append(1)
        return settings.PORTAL_IDLE_MINUTES

    usual = settings.PORTAL_IDLE_MINUTES
    assert (minutes(), minutes(), len(read)) == (usual, usual, 1)
    with override_settings(PORTAL_IDLE_MINUTES=usual + 1):
        assert (minutes(), minutes(), len(read)) == (usual + 1, usual + 1, 2)
    assert minutes() == usual
