// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const row = (agency, words) => `.o_data_row:contains(${agency}):contains(${words})`;

/** The Office of the parent agency sees who has sent, and reminds those who have not. */
registry.category("web_tour.tours").add("cchc_parent_reminds_agencies", {
    steps: () => [
        { trigger: row("Ward of the East", "Not sent · 5 days overdue") },
        { trigger: row("Police of the Province", "Not sent") },
        { trigger: "button:contains(Remind them…):visible", run: "click" },
        { trigger: `.modal ${row("Ward of the East", "5 days overdue")}` },
        { trigger: ".modal button[name=action_remind]", run: "click" },
        { trigger: ".o_notification:contains(Agencies reminded: 1.)" },
        { content: "the dialog is closed", trigger: "body:not(:has(.modal))" },
    ],
});
