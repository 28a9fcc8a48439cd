from . import test_company
from . import test_shared
from . import test_who_left
