from . import test_dashboard
from . import test_generation
from . import test_matching
from . import test_my_work
from . import test_queries
from . import test_tour
from . import test_workflow_article
from . import test_workflow_plan
