"""A reorganisation: what units, channels and recipients that are renamed, merged, split or ended leave to whom."""

from . import cchc_reorganisation
from . import cchc_reorganisation_target
from . import cchc_reorganisation_line
from . import cchc_reorganisation_preview
from . import cchc_reorganisation_apply
from . import cchc_reorganisation_notice
from . import cchc_reorganisation_rows
from . import cchc_reorganisation_unit
from . import cchc_reorganisation_agency
from . import cchc_plan_ended
from . import cchc_reorganisation_channel
from . import cchc_reorganisation_recipient
