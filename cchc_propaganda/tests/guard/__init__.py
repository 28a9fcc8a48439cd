from . import test_access
from . import test_chatter
from . import test_defaults
from . import test_doors
from . import test_intruder
from . import test_public_methods
from . import test_rights
from . import test_unreadable
