import os
import sys

from .server import serve
from .settings import SettingsError, read_settings
from .structured_log import configure_logging

configure_logging()
try:
    settings = read_settings(os.environ)
except SettingsError as error:
    sys.exit(str(error))
serve(settings)
