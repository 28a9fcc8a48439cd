// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const finding = (words) => `.o_cchc_finding:contains(${words})`;
const state = (value) => ({ trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${value}]` });
const confirm = { trigger: ".modal .btn-primary", run: "click" };

/** From the plan of the year before, the Office drafts the new one, follows the check and submits. */
registry.category("web_tour.tours").add("cchc_roll_over", {
    steps: () => [
        { trigger: "button[name=action_roll_over]", run: "click" },
        confirm,
        { content: "the new year is drafted", trigger: ".o_field_widget[name=name] textarea:value(2025)" },
        state("draft"),
        { content: "last year's results stand beside the row", trigger: ".o_cchc_previous:contains(Year 2024: 0 of 11 assignments met)" },
        { content: "another page is opened where the finding is", trigger: `${finding("Section V")} button[name=show]:first`, run: "click" },
        { trigger: ".o_field_widget[name=section_ids] .o_data_row.o_cchc_found:contains(Organisation)" },
        { content: "and back to the appendix", trigger: `${finding("says 2023")} button[name=show]`, run: "click" },
        { trigger: ".o_field_widget[name=appendix_title].o_cchc_found textarea", run: "edit Contents of 2025" },
        { trigger: ".o_field_widget[name=date_text] input", run: "edit ngày …/01/2025" },
        { content: "what was mended is gone", trigger: `.o_cchc_findings:not(:has(${finding("says 2023")}))` },
        { content: "what became another year is ticked off", trigger: `${finding("Plan of 2025")} button[name=tick]`, run: "click" },
        { trigger: `.o_cchc_findings:not(:has(${finding("Plan of 2025")}))` },
        { content: "the list of them says the same", trigger: ".nav-link[name=marks]", run: "click" },
        { trigger: ".o_data_row:contains(Plan of 2025) [name=is_checked] input:checked", },
        { trigger: ".o_data_row:contains(report of 2023) [name=is_checked] input:not(:checked)" },
        { trigger: `${finding("report of 2023")} button[name=tick]`, run: "click" },
        { trigger: `.o_cchc_findings:not(:has(button[name=tick]))` },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible" },
        { trigger: "button[name=action_submit]", run: "click" },
        state("submitted"),
    ],
});

/** The director reads the same list and approves. */
registry.category("web_tour.tours").add("cchc_roll_over_approve", {
    steps: () => [
        { trigger: `${finding("Number and day of issue")}:not(:has(button[name=tick]))` },
        { trigger: "button[name=action_approve]", run: "click" },
        state("approved"),
    ],
});

/** The Office enters day and number, and issues. */
registry.category("web_tour.tours").add("cchc_roll_over_issue", {
    steps: () => [
        { trigger: ".o_field_widget[name=number] input", run: "edit 3/KH-TEST" },
        { trigger: ".o_field_widget[name=date_issued] input, .o_field_widget[name=date_issued] button", run: "click" },
        { trigger: ".o_field_widget[name=date_issued] input", run: "edit 01/15/2025 && press Tab" },
        { trigger: `.o_cchc_findings:not(:has(${finding("Number and day of issue")}))` },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible" },
        { trigger: "button[name=action_publish]", run: "click" },
        confirm,
        state("published"),
        { trigger: "button[name=action_open_assignments]:contains(12)" },
    ],
});
