from . import test_outreach
from . import test_outreach_import
from . import test_outreach_offers
from . import test_outreach_tour
from . import test_owed_by_form
from . import test_workflow_outreach
