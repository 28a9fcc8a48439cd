from . import export
from . import downloads
