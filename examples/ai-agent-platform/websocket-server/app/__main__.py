import os
import sys

from .keyring import KeysError
from .settings import SettingsError, read_settings
from .structured_log import configure_logging

try:
    settings = read_settings(os.environ)
except SettingsError as error:
    sys.exit(str(error))
configure_logging(settings.image_digest, settings.tier, settings.firestore_project)

# The web framework takes most of a start: what is missing is told before it is loaded.
from .server import serve

try:
    serve(settings)
except (KeysError, OSError) as error:
    sys.exit(f"The service cannot start: {error}.")
