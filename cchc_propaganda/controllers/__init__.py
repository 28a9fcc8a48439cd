from . import database_away
from . import export
from . import downloads
from . import link_preview
from . import replica
