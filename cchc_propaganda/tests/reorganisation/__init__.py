from . import test_units
