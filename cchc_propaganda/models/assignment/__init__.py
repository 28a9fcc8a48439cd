"""An assignment: what a unit owes for a period, its outcome, and the Office's decisions about it."""

from . import cchc_offer_mixin
from . import cchc_assignment
from . import cchc_assignment_generation
from . import cchc_assignment_past
from . import cchc_assignment_outcome
from . import cchc_assignment_standing
from . import cchc_assignment_workflow
from . import cchc_assignment_outlook
from . import cchc_assignment_offers
from . import cchc_assignment_open
