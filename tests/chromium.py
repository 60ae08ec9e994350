"""Debian's browser, for the tests that need one: where it is, and how it is started."""

import os
import shutil

CHROMIUM = shutil.which("chromium")
# In a container the browser's own sandbox is not to be had.
FLAGS = ("--no-sandbox", "--disable-gpu") if hasattr(os, "geteuid") and os.geteuid() == 0 else ("--disable-gpu",)
REASON = "chromium is not installed"
