from . import test_difficulty
