"""What all documents share: typed texts, workflow, log of steps, files, versions, period and unit."""

from . import cchc_text_mixin
from . import cchc_part_mixin
from . import cchc_workflow_mixin
from . import cchc_workflow_logging
from . import cchc_workflow_log
from . import cchc_files_mixin
from . import cchc_period_mixin
from . import cchc_unit_mixin
from . import cchc_current_mixin
from . import cchc_shared_mixin
from . import cchc_version_mixin
from . import cchc_version_opened
from . import cchc_presence_mixin
