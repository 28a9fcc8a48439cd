# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'


def migrate(cr, version):
    """Mark the chatter lines of steps that the log proves. Make the Word file content of its article, unless the
    article is approved: approved content stays as it is."""
    cr.execute("""
        UPDATE mail_message message
           SET subtype_id = mark.res_id
          FROM cchc_workflow_log log, res_users actor, ir_model_data mark
         WHERE mark.module = 'cchc_propaganda' AND mark.name = 'mt_step'
           AND message.model = log.res_model AND message.res_id = log.res_id AND actor.id = log.user_id
           AND message.author_id = actor.partner_id AND message.message_type = 'notification' AND message.is_internal
           AND message.date BETWEEN log.date - interval '2 seconds' AND log.date + interval '2 seconds'
           AND starts_with(regexp_replace(message.body, '^<(p|span|div)>', ''), '<b>' || log.step_name || '</b>')
    """)
    cr.execute("""
        INSERT INTO cchc_article_word_file_rel (article_id, attachment_id)
        SELECT DISTINCT article.id, file.id
          FROM cchc_article article
          JOIN mail_message message ON message.model = 'cchc.article' AND message.res_id = article.id
          JOIN message_attachment_rel rel ON rel.message_id = message.id
          JOIN ir_attachment file ON file.id = rel.attachment_id
         WHERE article.state IN ('draft', 'submitted') AND message.message_type = 'notification'
           AND message.is_internal AND file.res_model = 'cchc.article' AND file.res_id = article.id
           AND file.mimetype = %s
            ON CONFLICT DO NOTHING
    """, [WORD_TYPE])
