import os
import sys

from .settings import SettingsError, read_settings
from .structured_log import configure_logging

configure_logging()
try:
    settings = read_settings(os.environ)
except SettingsError as error:
    sys.exit(str(error))

# The web framework takes most of a start: what is missing is told before it is loaded.
from .server import serve

serve(settings)
