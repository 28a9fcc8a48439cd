from . import test_answers
from . import test_channels
from . import test_reorganisation_tour
from . import test_takeover
from . import test_units
