"""A publication is an article on a channel: its steps, its link and the assignment that it meets."""

from . import cchc_publication
from . import cchc_publication_recorded
from . import cchc_publication_workflow
from . import cchc_publication_mail
from . import cchc_publication_stage
from . import cchc_publication_matching
from . import cchc_publication_open
