from . import test_company
from . import test_profile
from . import test_shared
from . import test_who_left
from . import test_units
from . import test_people
from . import test_people_move
from . import test_people_import
