"""Outreach is communication other than an article, such as a conference: who held it, its steps, what it counts for."""

from . import cchc_outreach
from . import cchc_outreach_workflow
from . import cchc_outreach_matching
from . import cchc_outreach_assignments
from . import cchc_outreach_open
