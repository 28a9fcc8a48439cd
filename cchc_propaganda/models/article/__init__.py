"""An article: content, channels, versions, steps and review."""

from . import cchc_article
from . import cchc_article_channels
from . import cchc_article_content
from . import cchc_article_credit
from . import cchc_article_example
from . import cchc_article_assignments
from . import cchc_article_version
from . import cchc_article_workflow
from . import cchc_article_search
from . import cchc_article_package
from . import cchc_article_clock
from . import cchc_article_check
from . import cchc_article_writing
from . import cchc_review_step
from . import cchc_review
from . import cchc_article_drafters
from . import cchc_article_review
from . import cchc_article_reviewers
from . import cchc_article_review_search
from . import cchc_article_open
