from . import test_budget
from . import test_close
from . import test_generation
from . import test_plan_rows
from . import test_subjects
from . import test_typed_plan
from . import test_workflow_plan
from . import test_topic_result
