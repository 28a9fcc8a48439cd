"""What a unit owes for a period, what became of it, and what the Office may decide about it."""

from . import cchc_assignment
from . import cchc_assignment_outcome
from . import cchc_assignment_workflow
from . import cchc_assignment_outlook
from . import cchc_assignment_offers
