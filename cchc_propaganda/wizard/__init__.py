from . import cchc_reason_wizard
from . import cchc_settings
from . import cchc_department_wizard
from . import cchc_article_word
from . import cchc_article_import
from . import cchc_article_import_line
from . import cchc_send_wizard
from . import cchc_my_list
