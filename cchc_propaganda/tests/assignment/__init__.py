from . import test_agency_kept
from . import test_assignment_actions
from . import test_decided_together
from . import test_offers
from . import test_outcome
from . import test_standing
from . import test_workflow_assignment
