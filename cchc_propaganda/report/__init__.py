from . import cchc_article_list
