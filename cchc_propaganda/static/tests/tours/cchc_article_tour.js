// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const TITLE = "Công khai đường dây nóng tiếp nhận phản ánh";
const card = (inside) => `.o_kanban_record:contains(${TITLE}) ${inside}`;
const title = ".o_field_widget[name=name] textarea";
const text = ".o_field_widget[name=body] .odoo-editor-editable";
const leaveText = { content: "the text counts once the editor lets go of it", trigger: title, run: "click" };
const isIn = (state) => ({ trigger: `.o_arrow_button_current[data-value=${state}]` });

/** A contributor begins at the line of the assignment, lets the article serve the other channel too, and submits it. */
registry.category("web_tour.tours").add("cchc_write_article", {
    steps: () => [
        { trigger: ".o_cchc_my_work button[data-kind=action_write_article]:first", run: "click" },
        {
            content: "the channel is filled in",
            trigger: ".o_field_widget[name=publication_ids] .o_kanban_record:contains(Portal)",
        },
        { trigger: title, run: `edit ${TITLE}` },
        { trigger: ".o_field_widget[name=genre_id] input", run: "edit Tin" },
        { trigger: ".o-autocomplete--dropdown-item > a:contains(/^Tin$/)", run: "click" },
        {
            content: "somebody from outside wrote it too; a name is enough",
            trigger: ".o_field_widget[name=contributor_ids] input",
            run: "edit Cộng tác viên ngoài",
        },
        { trigger: ".o_m2o_dropdown_option_create a:contains(Cộng tác viên ngoài)", run: "click" },
        { trigger: ".o_field_widget[name=contributor_ids] .o_tag:contains(Cộng tác viên ngoài)" },
        { trigger: text, run: "editor Số điện thoại được niêm yết." },
        leaveText,
        {
            content: "the quarter's assignment on the other channel is one click away",
            trigger: ".o_field_widget[name=offer_ids] .o_kanban_record:contains(Page) button[name=action_count_article]",
            run: "click",
        },
        { trigger: ".o_field_widget[name=publication_ids] .o_kanban_record:contains(Page)" },
        { trigger: "button[name=action_submit]", run: "click" },
        isIn("submitted"),
        { content: "an author cannot approve", trigger: ".o_statusbar_buttons:not(:has(button[name=action_approve]))" },
    ],
});

/** It comes back with the reason: the author reads it where the work is, corrects and submits again. */
registry.category("web_tour.tours").add("cchc_correct_returned_article", {
    steps: () => [
        { content: "why it came back", trigger: ".o_cchc_section_returned .o_cchc_what:contains(Name the office)" },
        { trigger: ".o_cchc_section_returned button:last", run: "click" },
        { trigger: ".alert-warning:contains(Name the office)" },
        { trigger: text, run: "editor Văn phòng niêm yết số điện thoại." },
        leaveText,
        { trigger: "button[name=action_submit]", run: "click" },
        isIn("submitted"),
    ],
});

/** An editor opens it from the board's table, corrects a word, approves, and enters the link of the publication. */
registry.category("web_tour.tours").add("cchc_review_article", {
    steps: () => [
        { trigger: card(".fw-bold"), run: "click" },
        { trigger: text, run: "editor Văn phòng Sở niêm yết số điện thoại." },
        leaveText,
        { trigger: "button[name=action_approve]", run: "click" },
        isIn("approved"),
        { content: "what was approved is frozen", trigger: ".o_field_widget[name=body].o_readonly_modifier" },
        { trigger: ".o_breadcrumb .o_back_button, .o_breadcrumb a:first", run: "click" },
        { trigger: card("[name=action_enter_link]"), run: "click" },
        { trigger: ".modal .o_field_widget[name=url] input", run: "edit https://portal.example/bai-1" },
        { trigger: ".modal button[name=action_publish]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: card(".fa-check") },
    ],
});

/** The Office exempts a unit from an assignment, with the reason. */
registry.category("web_tour.tours").add("cchc_exempt_assignment", {
    steps: () => [
        { trigger: ".o_data_row:contains(Press) .o_data_cell[name=met_by_name]", run: "click" },
        { trigger: "header button:contains(Exempt), .o_statusbar_buttons button:contains(Exempt)", run: "click" },
        { trigger: ".modal .o_field_widget[name=reason] textarea", run: "edit Nobody was there" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_field_widget[name=state]:contains(Exempt)" },
        { trigger: ".o_field_widget[name=waiver_reason]:contains(Nobody was there)" },
    ],
});

/** The Office records what was posted before anybody thought of the system. */
registry.category("web_tour.tours").add("cchc_record_posted", {
    steps: () => [
        { trigger: "button[name=action_register]", run: "click" },
        isIn("published"),
        { trigger: ".o_field_widget[name=publication_ids] .o_kanban_record:contains(Counts for)" },
    ],
});
