"""The agency: settings, people, units, channels, genres, forms, subjects, days off."""

from . import cchc_named_mixin
from . import cchc_earlier_name
from . import res_company
from . import res_company_mail
from . import res_company_parent
from . import res_company_profile
from . import res_users
from . import hr_department
from . import hr_employee
from . import cchc_legal_document
from . import cchc_special_day
from . import cchc_word_template
from . import cchc_department_alias
from . import cchc_genre
from . import cchc_means_mixin
from . import cchc_channel
from . import cchc_outreach_form
from . import cchc_subject
from . import cchc_channel_alias
from . import cchc_person
from . import cchc_person_log
from . import res_company_successor
from . import cchc_open_work
from . import cchc_agency_kept
