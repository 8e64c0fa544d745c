#!/usr/bin/env python
"""Django's command line for 督办台账."""

import os
import sys

from tracker.server_commands import run_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    run_command(sys.argv)
