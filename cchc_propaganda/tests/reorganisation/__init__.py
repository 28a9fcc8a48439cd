from . import test_answers
from . import test_channels
from . import test_units
from . import test_takeover
