from . import test_channels_and_publications
from . import test_matching
from . import test_recorded
from . import test_mail
from . import test_send_wizard
from . import test_workflow_publication
from . import test_stage
