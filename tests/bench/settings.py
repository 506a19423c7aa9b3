"""The settings of the measures: those of a workstation, and two constant views beside the portal's own addresses."""

from portal.settings.local import *

ROOT_URLCONF = "tests.bench.urls"
