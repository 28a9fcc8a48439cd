# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How each rule of invariants.sql is broken: ``{rule: statements}``, on the database of the demonstration."""

PUBLISHED = "(SELECT id FROM cchc_publication WHERE state = 'published' AND assignment_id IS NOT NULL LIMIT 1)"
SENT_REPORT = "(SELECT id FROM cchc_report WHERE state = 'published' LIMIT 1)"
MOVED = "(SELECT max(id) FROM cchc_workflow_log WHERE res_model = 'cchc.report' AND state_from <> state_to)"
COPY_LOG = """INSERT INTO cchc_workflow_log
    (date, res_model, res_id, company_id, user_id, step, state_from, state_to)
    SELECT date, res_model, res_id, company_id, user_id, step, state_from, state_to FROM cchc_workflow_log
    WHERE id = """
OTHER_AGENCY = "(SELECT min(id) FROM res_company WHERE id NOT IN (SELECT company_id FROM cchc_plan))"

BREAK = {
    "no assignment is given out twice for one obligation, period and unit":
        "DROP INDEX cchc_assignment_one_per_period;"
        "UPDATE cchc_assignment SET period_key = '2024-Q1' WHERE obligation_id IS NOT NULL",
    "what an assignment counts is what hangs on it, each once":
        "UPDATE cchc_assignment SET done_quantity = 2 WHERE id = (SELECT min(id) FROM cchc_assignment)",
    "an assignment is met on the day of the item that completes its quantity":
        f"UPDATE cchc_publication SET date_published = date_published - 1 WHERE id = {PUBLISHED}",
    "the state of an assignment follows from its waiver, its day and its deadline":
        "UPDATE cchc_assignment SET state = 'done' WHERE state = 'overdue'",
    "a publication or outreach counts for an assignment of its agency, channel or form":
        f"UPDATE cchc_publication SET channel_id = channel_id + 1 WHERE id = {PUBLISHED}",
    "no link is counted twice in an agency, no article twice on a channel":
        "DROP INDEX cchc_publication_url_once;"
        "UPDATE cchc_publication SET url = 'https://cchc.example/same' WHERE state = 'published'",
    "a document is in the state in which its last logged step left it":
        "UPDATE cchc_plan SET state = 'approved' WHERE state = 'published'",
    "each logged step begins in the state in which the one before ended":
        COPY_LOG + MOVED,
    "each logged step of a document stands once in its chatter":
        f"DELETE FROM cchc_workflow_log WHERE id = {MOVED}",
    "a document names the person of its last logged step":
        "UPDATE cchc_article SET last_step_by_id = NULL",
    "a line of the log belongs to the agency of its document":
        f"UPDATE cchc_workflow_log SET company_id = {OTHER_AGENCY}",
    "a published article has a publication, and what is posted belongs to a published article":
        "UPDATE cchc_publication SET state = 'refused' WHERE state = 'published'",
    "what is posted has its day and a link or a file":
        f"UPDATE cchc_publication SET url = NULL WHERE id = {PUBLISHED}",
    "an article that went through review names who approved which version, and nobody approves their own":
        "UPDATE cchc_article SET approved_by_id = author_id WHERE state = 'approved'",
    "nobody accepts the outreach or the report that they submitted":
        f"UPDATE cchc_report SET approved_by_id = submitted_by_id WHERE id = {SENT_REPORT}",
    "an issued plan has number, day and approval, and its obligations were given out":
        "UPDATE cchc_assignment SET obligation_id = NULL",
    "a report that has left its unit has the files of which it keeps the SHA-256; a draft has none":
        f"UPDATE cchc_report SET xlsx_sha256 = docx_sha256 WHERE id = {SENT_REPORT}",
    "a report that has left its unit has figures":
        f"DELETE FROM cchc_report_figure WHERE report_id = {SENT_REPORT}",
    "no report twice for one rule, unit, period and version, and no correction without what it corrects":
        "UPDATE cchc_report SET replaces_id = NULL WHERE version = 2",
    "each file of a document is on the disk as it was stored":
        "DELETE FROM cchc_file_found",
    "evidence and signed copies are bound to their document":
        "INSERT INTO cchc_publication_evidence_rel (publication_id, attachment_id) "
        f"SELECT {PUBLISHED}, min(id) FROM ir_attachment WHERE res_model = 'cchc.report'",
    "what belongs to one agency links to nothing of another":
        f"UPDATE cchc_publication SET company_id = {OTHER_AGENCY} WHERE id = {PUBLISHED}",
    "nobody is reminded twice of one thing on one day from the deadline":
        "DROP INDEX cchc_reminder_log_once;"
        "UPDATE cchc_reminder_log SET rule_id = (SELECT min(id) FROM cchc_reminder_rule), res_id = 1, user_id = 1,"
        " department_id = NULL, days = 1, date_deadline = '2024-03-20', res_model = 'cchc.assignment'",
    "each open reminder has its line in the log of reminders":
        "UPDATE cchc_reminder_log SET activity_id = NULL",
}
