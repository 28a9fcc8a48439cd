from . import controllers
from . import models
from . import report
from . import wizard
from .controllers.database_away import post_load
from .hooks import uninstall_hook
