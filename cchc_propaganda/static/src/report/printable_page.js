// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

const LIST = "cchc_propaganda.article_list";

/** Where the server makes no PDF files, the list opens as a page to print. Odoo's own notice then shows HTML as text. */
async function openPrintablePage(action, options, env) {
    if (action.report_name !== LIST || (await rpc("/report/check_wkhtmltopdf")) === "ok") {
        return false;
    }
    const context = { ...user.context, ...action.context };
    await env.services.action.doAction({
        type: "ir.actions.act_url",
        url: getReportUrl({ ...action, context }, "html", context),
        target: "new",
    });
    env.services.notification.add(
        _t("This server makes no PDF files. The list has opened as a page: print it, or save it as PDF, with Ctrl+P."),
        { type: "info" }
    );
    return true;
}

registry.category("ir.actions.report handlers").add("cchc_printable_page", openPrintablePage);
