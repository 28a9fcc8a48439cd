-- What must hold in every database of the two addons, at every moment, whatever happened to the server before.
--
-- Each statement returns the rows that break one rule: model, id, and what is wrong; none if the rule holds. The line
-- "-- RULE:" before a statement names it. tests/invariants.py runs them; it makes the temporary table `cchc_file_found`
-- (attachment_id, sha1, sha256) of the bytes that really are in the filestore. They change nothing and can be run on a
-- database for real work.

-- RULE: no assignment is given out twice for one obligation, period and unit
SELECT 'cchc.assignment', max(id), 'given out ' || count(*) || ' times'
FROM cchc_assignment
WHERE obligation_id IS NOT NULL
GROUP BY obligation_id, period_key, origin_department_id
HAVING count(*) > 1;

-- RULE: what an assignment counts is what hangs on it, each once
WITH hanging AS (
    SELECT assignment_id FROM cchc_publication WHERE state = 'published' AND assignment_id IS NOT NULL
    UNION ALL
    SELECT assignment_id FROM cchc_outreach WHERE state = 'approved' AND assignment_id IS NOT NULL
)
SELECT 'cchc.assignment', assignment.id, 'counts ' || assignment.done_quantity || ', has ' || count(hanging)
FROM cchc_assignment assignment
LEFT JOIN hanging ON hanging.assignment_id = assignment.id
GROUP BY assignment.id
HAVING assignment.done_quantity IS DISTINCT FROM count(hanging);

-- RULE: an assignment is met on the day of the item that completes its quantity
WITH hanging AS (
    SELECT assignment_id, date_published AS day FROM cchc_publication
    WHERE state = 'published' AND assignment_id IS NOT NULL
    UNION ALL
    SELECT assignment_id, date FROM cchc_outreach WHERE state = 'approved' AND assignment_id IS NOT NULL
), ordered AS (
    SELECT assignment_id, day, row_number() OVER (PARTITION BY assignment_id ORDER BY day) AS number FROM hanging
)
SELECT 'cchc.assignment', assignment.id, 'met on ' || coalesce(assignment.date_done::text, 'no day') || ', not on '
    || coalesce(ordered.day::text, 'no day')
FROM cchc_assignment assignment
LEFT JOIN ordered ON ordered.assignment_id = assignment.id AND ordered.number = assignment.quantity
WHERE assignment.date_done IS DISTINCT FROM ordered.day;

-- RULE: the state of an assignment follows from its waiver, its day and its deadline
SELECT 'cchc.assignment', id, state || ', waiver ' || coalesce(waiver, 'none') || ', met on '
    || coalesce(date_done::text, 'no day')
FROM cchc_assignment
WHERE state IS DISTINCT FROM CASE
    WHEN waiver IS NOT NULL THEN waiver
    WHEN date_done IS NOT NULL AND (date_done <= date_deadline OR is_before_issue) THEN 'done'
    WHEN date_done IS NOT NULL THEN 'late'
    WHEN state IN ('open', 'overdue') THEN state    -- which of the two depends on the day
    ELSE 'open or overdue' END;

-- RULE: a publication or outreach counts for an assignment of its agency, channel or form
SELECT 'cchc.publication', publication.id, 'counts for assignment ' || assignment.id
FROM cchc_publication publication
JOIN cchc_assignment assignment ON assignment.id = publication.assignment_id
WHERE assignment.channel_id IS DISTINCT FROM publication.channel_id
   OR assignment.company_id <> publication.company_id
UNION ALL
SELECT 'cchc.outreach', outreach.id, 'counts for assignment ' || assignment.id
FROM cchc_outreach outreach
JOIN cchc_assignment assignment ON assignment.id = outreach.assignment_id
WHERE assignment.form_id IS DISTINCT FROM outreach.form_id
   OR assignment.company_id <> outreach.company_id;

-- RULE: no link is counted twice in an agency, no article twice on a channel
SELECT 'cchc.publication', max(id), url || ' recorded ' || count(*) || ' times'
FROM cchc_publication
WHERE state = 'published' AND url IS NOT NULL
GROUP BY company_id, url
HAVING count(*) > 1
UNION ALL
SELECT 'cchc.publication', max(id), 'article ' || article_id || ' has ' || count(*) || ' on channel ' || channel_id
FROM cchc_publication
WHERE state IN ('pending', 'sent', 'published')
GROUP BY article_id, channel_id
HAVING count(*) > 1;

-- RULE: a document is in the state in which its last logged step left it
WITH document (res_model, res_id, state, first_state) AS (
    SELECT 'cchc.plan', id, state, 'draft' FROM cchc_plan
    UNION ALL SELECT 'cchc.article', id, state, 'draft' FROM cchc_article
    UNION ALL SELECT 'cchc.publication', id, state, 'pending' FROM cchc_publication
    UNION ALL SELECT 'cchc.outreach', id, state, 'draft' FROM cchc_outreach
    UNION ALL SELECT 'cchc.difficulty', id, state, 'raised' FROM cchc_difficulty
    UNION ALL SELECT 'cchc.reorganisation', id, state, 'draft' FROM cchc_reorganisation
    UNION ALL SELECT 'cchc.report', id, state, 'draft' FROM cchc_report
    UNION ALL SELECT 'cchc.scoring', id, state, 'draft' FROM cchc_scoring
    UNION ALL SELECT 'cchc.inspection', id, state, 'draft' FROM cchc_inspection
), last_line AS (
    SELECT DISTINCT ON (res_model, res_id) res_model, res_id, state_to
    FROM cchc_workflow_log
    ORDER BY res_model, res_id, id DESC
)
SELECT document.res_model, document.res_id, document.state || ', logged as '
    || coalesce(last_line.state_to, 'never moved')
FROM document
LEFT JOIN last_line USING (res_model, res_id)
WHERE document.state <> coalesce(last_line.state_to, document.first_state);

-- RULE: each logged step begins in the state in which the one before ended
WITH line AS (
    SELECT id, res_model, res_id, step, state_from,
        lag(state_to) OVER (PARTITION BY res_model, res_id ORDER BY id) AS state_before
    FROM cchc_workflow_log
    WHERE res_model <> 'cchc.assignment'    -- whose state also follows the days and what is posted
)
SELECT res_model, res_id, step || ' began in ' || state_from || ', the step before ended in ' || state_before
FROM line
WHERE state_from <> state_before;

-- RULE: each logged step of a document stands once in its chatter
WITH step AS (
    SELECT res_model, res_id, count(*) AS lines
    FROM cchc_workflow_log
    WHERE state_from <> state_to AND res_model IN ('cchc.plan', 'cchc.outreach', 'cchc.report', 'cchc.difficulty')
    GROUP BY res_model, res_id
), told AS (
    SELECT message.model, message.res_id, count(*) AS lines
    FROM mail_message message
    JOIN ir_model_data mark ON mark.model = 'mail.message.subtype' AND mark.res_id = message.subtype_id
        AND mark.module = 'cchc_propaganda' AND mark.name = 'mt_step'
    WHERE message.model IN ('cchc.plan', 'cchc.outreach', 'cchc.report', 'cchc.difficulty')
        AND message.body LIKE '%→%'
    GROUP BY message.model, message.res_id
)
SELECT coalesce(step.res_model, told.model), coalesce(step.res_id, told.res_id),
    coalesce(step.lines, 0) || ' in the log, ' || coalesce(told.lines, 0) || ' in the chatter'
FROM step
FULL JOIN told ON told.model = step.res_model AND told.res_id = step.res_id
WHERE step.lines IS DISTINCT FROM told.lines;

-- RULE: a document names the person of its last logged step
WITH document (res_model, res_id, user_id) AS (
    SELECT 'cchc.plan', id, last_step_by_id FROM cchc_plan
    UNION ALL SELECT 'cchc.article', id, last_step_by_id FROM cchc_article
    UNION ALL SELECT 'cchc.publication', id, last_step_by_id FROM cchc_publication
    UNION ALL SELECT 'cchc.outreach', id, last_step_by_id FROM cchc_outreach
    UNION ALL SELECT 'cchc.report', id, last_step_by_id FROM cchc_report
), last_line AS (
    SELECT DISTINCT ON (res_model, res_id) res_model, res_id, user_id
    FROM cchc_workflow_log
    WHERE state_from <> state_to
    ORDER BY res_model, res_id, id DESC
)
SELECT document.res_model, document.res_id, 'moved by ' || last_line.user_id || ', names '
    || coalesce(document.user_id::text, 'nobody')
FROM document
JOIN last_line USING (res_model, res_id)
WHERE document.user_id IS DISTINCT FROM last_line.user_id;

-- RULE: a line of the log belongs to the agency of its document
WITH document (res_model, res_id, company_id) AS (
    SELECT 'cchc.plan', id, company_id FROM cchc_plan
    UNION ALL SELECT 'cchc.article', id, company_id FROM cchc_article
    UNION ALL SELECT 'cchc.publication', id, company_id FROM cchc_publication
    UNION ALL SELECT 'cchc.assignment', id, company_id FROM cchc_assignment
    UNION ALL SELECT 'cchc.outreach', id, company_id FROM cchc_outreach
    UNION ALL SELECT 'cchc.difficulty', id, company_id FROM cchc_difficulty
    UNION ALL SELECT 'cchc.report', id, company_id FROM cchc_report
)
SELECT document.res_model, document.res_id, 'logged for agency ' || log.company_id
FROM document
JOIN cchc_workflow_log log USING (res_model, res_id)
WHERE log.company_id <> document.company_id;

-- RULE: a published article has a publication, and what is posted belongs to a published article
SELECT 'cchc.article', article.id, 'published without a publication'
FROM cchc_article article
WHERE article.state = 'published' AND NOT EXISTS (
    SELECT FROM cchc_publication publication
    WHERE publication.article_id = article.id AND publication.state IN ('published', 'removed'))
UNION ALL
SELECT 'cchc.publication', publication.id, publication.state || ', its article is ' || article.state
FROM cchc_publication publication
JOIN cchc_article article ON article.id = publication.article_id
WHERE publication.state IN ('published', 'removed') AND article.state <> 'published'
   OR publication.state = 'sent' AND article.state NOT IN ('approved', 'published');

-- RULE: what is posted has its day and a link or a file
SELECT 'cchc.publication', id, 'posted without day, link or file'
FROM cchc_publication publication
WHERE state = 'published' AND (date_published IS NULL OR url IS NULL AND NOT EXISTS (
    SELECT FROM cchc_publication_evidence_rel evidence WHERE evidence.publication_id = publication.id));

-- RULE: an article that went through review names who approved which version, and nobody approves their own
SELECT 'cchc.article', article.id, 'approved by ' || coalesce(article.approved_by_id::text, 'nobody')
    || ', submitted by ' || coalesce(article.submitted_by_id::text, 'nobody')
FROM cchc_article article
JOIN res_company company ON company.id = article.company_id
WHERE article.state IN ('approved', 'published') AND article.is_registered IS NOT TRUE AND (
    article.approved_by_id IS NULL OR article.approved_date IS NULL
    OR article.approved_version > article.content_version
    OR company.cchc_allow_self_approval IS NOT TRUE
    AND article.approved_by_id IN (article.submitted_by_id, article.author_id));

-- RULE: nobody accepts the outreach or the report that they submitted
SELECT 'cchc.report', report.id, 'submitted and approved by ' || report.approved_by_id
FROM cchc_report report
JOIN res_company company ON company.id = report.company_id
WHERE report.state IN ('approved', 'published') AND report.approved_by_id = report.submitted_by_id
  AND company.cchc_allow_self_approval IS NOT TRUE
UNION ALL
SELECT 'cchc.outreach', outreach.id, 'submitted and accepted by ' || outreach.last_step_by_id
FROM cchc_outreach outreach
JOIN res_company company ON company.id = outreach.company_id
WHERE outreach.state = 'approved' AND outreach.last_step_by_id = outreach.submitted_by_id
  AND company.cchc_allow_self_approval IS NOT TRUE;

-- RULE: an issued plan has number, day and approval, and its obligations were given out
SELECT 'cchc.plan', plan.id, 'issued without number, day or approval'
FROM cchc_plan plan
WHERE plan.state = 'published' AND (plan.number IS NULL OR plan.date_issued IS NULL OR plan.approved_by_id IS NULL)
UNION ALL
SELECT 'cchc.obligation', obligation.id, 'of the issued plan ' || plan.id || ', never given out'
FROM cchc_obligation obligation
JOIN cchc_topic topic ON topic.id = obligation.topic_id
JOIN cchc_plan plan ON plan.id = topic.plan_id
WHERE plan.state = 'published' AND plan.amends_id IS NULL AND obligation.frequency <> 'ongoing'
  AND NOT EXISTS (SELECT FROM cchc_assignment assignment WHERE assignment.obligation_id = obligation.id)
  AND NOT EXISTS (    -- which gives out only what is due after it
      SELECT FROM cchc_plan amendment WHERE amendment.amends_id = plan.id AND amendment.state = 'published');

-- RULE: a report that has left its unit has the files of which it keeps the SHA-256; a draft has none
SELECT 'cchc.report', report.id, kind.name || ' of a report that is ' || report.state || ': '
    || coalesce(found.sha256, 'no file') || ', kept ' || coalesce(kind.sha256, 'none')
FROM cchc_report report
CROSS JOIN LATERAL (VALUES ('xlsx_file', report.xlsx_sha256), ('docx_file', report.docx_sha256)) kind (name, sha256)
LEFT JOIN ir_attachment file
    ON file.res_model = 'cchc.report' AND file.res_id = report.id AND file.res_field = kind.name
LEFT JOIN cchc_file_found found ON found.attachment_id = file.id
WHERE report.state IN ('submitted', 'approved', 'published')
      AND (kind.sha256 IS NULL OR found.sha256 IS DISTINCT FROM kind.sha256)
   OR report.state = 'draft' AND (kind.sha256 IS NOT NULL OR file.id IS NOT NULL);

-- RULE: a report that has left its unit has figures
SELECT 'cchc.report', report.id, report.state || ' without figures'
FROM cchc_report report
WHERE report.state IN ('submitted', 'approved', 'published') AND NOT EXISTS (
    SELECT FROM cchc_report_figure figure WHERE figure.report_id = report.id);

-- RULE: no report twice for one rule, unit, period and version, and no correction without what it corrects
SELECT 'cchc.report', max(id), 'made ' || count(*) || ' times'
FROM cchc_report
WHERE regime_id IS NOT NULL
GROUP BY company_id, regime_id, department_id, period_key, version
HAVING count(*) > 1
UNION ALL
SELECT 'cchc.report', report.id, 'version ' || report.version || ' without the one before'
FROM cchc_report report
LEFT JOIN cchc_report before ON before.id = report.replaces_id AND before.version = report.version - 1
WHERE report.version > 1 AND before.id IS NULL;

-- RULE: each file of a document is on the disk as it was stored
SELECT file.res_model, file.res_id, 'file ' || file.id || ' is ' || coalesce(found.sha1, 'missing') || ', stored '
    || file.checksum
FROM ir_attachment file
LEFT JOIN cchc_file_found found ON found.attachment_id = file.id
WHERE file.res_model LIKE 'cchc.%' AND file.store_fname IS NOT NULL AND found.sha1 IS DISTINCT FROM file.checksum;

-- RULE: evidence and signed copies are bound to their document
SELECT 'cchc.publication', evidence.publication_id,
    'file ' || file.id || ' hangs on ' || coalesce(file.res_model, 'nothing')
FROM cchc_publication_evidence_rel evidence
JOIN ir_attachment file ON file.id = evidence.attachment_id
WHERE (file.res_model, file.res_id) IS DISTINCT FROM ('cchc.publication', evidence.publication_id)
UNION ALL
SELECT 'cchc.outreach', evidence.outreach_id, 'file ' || file.id || ' hangs on ' || coalesce(file.res_model, 'nothing')
FROM cchc_outreach_evidence_rel evidence
JOIN ir_attachment file ON file.id = evidence.attachment_id
WHERE (file.res_model, file.res_id) IS DISTINCT FROM ('cchc.outreach', evidence.outreach_id)
UNION ALL
SELECT 'cchc.article', content.article_id, 'file ' || file.id || ' hangs on ' || coalesce(file.res_model, 'nothing')
FROM cchc_article_attachment_rel content
JOIN ir_attachment file ON file.id = content.attachment_id
WHERE (file.res_model, file.res_id) IS DISTINCT FROM ('cchc.article', content.article_id);

-- RULE: what belongs to one agency links to nothing of another
SELECT 'cchc.publication', publication.id, 'agency ' || publication.company_id
FROM cchc_publication publication
JOIN cchc_article article ON article.id = publication.article_id
JOIN cchc_channel channel ON channel.id = publication.channel_id
WHERE publication.company_id <> article.company_id OR publication.company_id <> channel.company_id
UNION ALL
SELECT 'cchc.article', article.id, 'agency ' || article.company_id
FROM cchc_article article
LEFT JOIN cchc_plan plan ON plan.id = article.plan_id
LEFT JOIN hr_department department ON department.id = article.department_id
WHERE article.company_id <> coalesce(plan.company_id, article.company_id)
   OR article.company_id <> coalesce(department.company_id, article.company_id)
UNION ALL
SELECT 'cchc.assignment', assignment.id, 'agency ' || assignment.company_id
FROM cchc_assignment assignment
JOIN cchc_plan plan ON plan.id = assignment.plan_id
JOIN hr_department department ON department.id = assignment.department_id
LEFT JOIN cchc_channel channel ON channel.id = assignment.channel_id
LEFT JOIN cchc_topic topic ON topic.id = assignment.topic_id
WHERE assignment.company_id <> plan.company_id
   OR assignment.company_id <> coalesce(department.company_id, assignment.company_id)
   OR assignment.company_id <> coalesce(channel.company_id, assignment.company_id)
   OR topic.plan_id <> assignment.plan_id
UNION ALL
SELECT 'cchc.outreach', outreach.id, 'agency ' || outreach.company_id
FROM cchc_outreach outreach
LEFT JOIN cchc_plan plan ON plan.id = outreach.plan_id
LEFT JOIN hr_department department ON department.id = outreach.department_id
WHERE outreach.company_id <> coalesce(plan.company_id, outreach.company_id)
   OR outreach.company_id <> coalesce(department.company_id, outreach.company_id)
UNION ALL
SELECT 'cchc.report', report.id, 'agency ' || report.company_id
FROM cchc_report report
JOIN cchc_plan plan ON plan.id = report.plan_id
LEFT JOIN hr_department department ON department.id = report.department_id
WHERE report.company_id <> plan.company_id
   OR report.company_id <> coalesce(department.company_id, report.company_id);

-- RULE: nobody is reminded twice of one thing on one day from the deadline
SELECT 'cchc.reminder.log', max(id), 'reminded ' || count(*) || ' times of ' || res_model || ' ' || res_id
FROM cchc_reminder_log
WHERE rule_id IS NOT NULL
GROUP BY rule_id, res_model, res_id, department_id, user_id, days, date_deadline
HAVING count(*) > 1
UNION ALL
SELECT 'mail.activity', max(activity.id), 'user ' || activity.user_id || ' has ' || count(*) || ' on '
    || activity.res_model || ' ' || activity.res_id
FROM mail_activity activity
WHERE activity.res_model LIKE 'cchc.%' AND activity.automated AND activity.active
GROUP BY activity.res_model, activity.res_id, activity.user_id, activity.activity_type_id, activity.summary
HAVING count(*) > 1;

-- RULE: each open reminder has its line in the log of reminders
SELECT 'mail.activity', activity.id, 'no line tells of it: ' || activity.res_model || ' ' || activity.res_id
FROM mail_activity activity
WHERE activity.automated AND activity.active
  AND activity.res_model IN ('cchc.assignment', 'cchc.article', 'cchc.plan')
  AND NOT EXISTS (SELECT FROM cchc_reminder_log log WHERE log.activity_id = activity.id);
