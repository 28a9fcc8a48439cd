from . import export
from . import downloads
from . import link_preview
