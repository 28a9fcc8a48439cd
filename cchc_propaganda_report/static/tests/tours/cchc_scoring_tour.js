// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const gap = ".o_field_widget[name=open_gap_ids] .o_kanban_record:contains(Digital)";

/** The Office begins the pack of a year, reminds a unit, enters points of its own, and closes the pack. */
registry.category("web_tour.tours").add("cchc_office_prepares_pack", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=year] input", run: "edit 2024 && press Tab" },
        { trigger: ".o_field_widget[name=scheme_id] input:value(Index of departments)" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".alert:contains(documents are missing)" },
        { trigger: `${gap}:not(:has(button:contains(Remind)))` },
        { trigger: ".o_field_widget[name=date_deadline] input", run: "edit 01/15/2025 && press Tab" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: `${gap} button:contains(Remind)`, run: "click" },
        { trigger: `${gap}:contains(reminded on 08/01)` },
        { trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Screens) .o_data_cell[name=code]", run: "click" },
        { trigger: ".modal .o_field_widget[name=entered_score] input", run: "edit 0.2 && press Tab" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: ".o_field_widget[name=open_gap_ids] .o_kanban_record:contains(What proves the points)" },
        { trigger: "button[name=action_close]:visible", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Closed)" },
        { content: "the form is saved", trigger: ".o_form_view:not(:has(.o_form_dirty))" },
    ],
});
