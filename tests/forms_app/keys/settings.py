"""The settings of the tests under the keys that a test gives to another process."""

import os

from portal.settings.test import *

PORTAL_FIELD_KEYS = os.environ["TEST_FIELD_KEYS"].split(",")
