from . import cchc_article_list
from . import cchc_plan_report
