"""The plan of the year: text, topics, obligations, and the generation of assignments."""

from . import cchc_plan_part
from . import cchc_plan
from . import cchc_plan_generation
from . import cchc_plan_close
from . import cchc_plan_section
from . import cchc_plan_recipient
from . import cchc_legal_basis
from . import cchc_topic
from . import cchc_topic_result
from . import cchc_topic_subject
from . import cchc_budget_line
from . import cchc_plan_rows
from . import cchc_obligation
from . import cchc_obligation_preset
from . import cchc_obligation_rotation
from . import cchc_plan_preview
from . import cchc_plan_check
from . import cchc_plan_check_bases
from . import cchc_plan_check_rows
from . import cchc_plan_check_words
from . import cchc_plan_mark
from . import cchc_topic_previous
from . import cchc_plan_roll_over
from . import cchc_plan_open
from . import cchc_plan_print
