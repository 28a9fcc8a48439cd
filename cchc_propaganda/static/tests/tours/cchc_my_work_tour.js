// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

/** A contributor goes from the line of an assignment to the article that is to meet it. */
registry.category("web_tour.tours").add("cchc_my_work", {
    steps: () => [
        { trigger: ".o_cchc_counters [data-section=overdue]:contains(2)" },
        { trigger: ".o_cchc_section_overdue button[data-kind=action_write_article]:first", run: "click" },
        {
            content: "channel and assignment are filled in",
            trigger: ".o_field_widget[name=publication_ids] .o_kanban_record",
        },
        { trigger: ".o_breadcrumb .o_back_button, .o_breadcrumb a:first", run: "click" },
        { trigger: ".o_cchc_my_work .o_cchc_section_todo" },
    ],
});

/** The head looks at the unit, gives an assignment to a colleague in two taps, and explains what was missed. */
registry.category("web_tour.tours").add("cchc_my_work_of_the_unit", {
    steps: () => [
        { trigger: ".o_cchc_unit_scope", run: "click" },
        { trigger: ".o_cchc_section_todo .o_cchc_buttons .dropdown-toggle:first", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-item:contains(colleague)", run: "click" },
        { trigger: ".o_cchc_section_todo .o_cchc_what:contains(colleague)" },
        { trigger: ".o_cchc_section_overdue button[data-kind=explain]:first", run: "click" },
        { trigger: ".modal .o_field_widget[name=reason] textarea", run: "edit Two of us were ill" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_cchc_section_overdue .o_cchc_what:contains(Two of us were ill)" },
    ],
});

/** The Office goes from the line of last year to the plan, closes the year, and the line is gone. */
registry.category("web_tour.tours").add("cchc_close_year", {
    steps: () => [
        { trigger: ".o_cchc_earlier:contains(assignments not met: 16) button", run: "click" },
        { trigger: ".alert:contains(Its year is over)" },
        { trigger: "button[name=action_close]", run: "click" },
        { content: "what closing does is said first", trigger: ".modal:contains(Nothing is waived) .btn-primary", run: "click" },
        { trigger: ".alert:contains(Its year was closed)" },
        { trigger: ".o_statusbar_buttons:not(:has(button[name=action_close]))" },
        { trigger: ".o_breadcrumb .o_back_button, .o_breadcrumb a:first", run: "click" },
        { trigger: ".o_cchc_my_work:not(:has(.o_cchc_earlier))" },
    ],
});

/** A draft says in the header what it lacks, until the button is there; the dialog of a step bears its name. */
registry.category("web_tour.tours").add("cchc_missing_in_header", {
    steps: () => [
        { trigger: ".o_statusbar_buttons .o_cchc_missing:contains(Enter the title.)" },
        { content: "nothing in the chatter is filled", trigger: ".o-mail-Chatter-topbar:not(:has(.btn-primary)):contains(Comment)" },
        { trigger: ".o_field_widget[name=name] textarea", run: "edit Forms online && click .o_form_sheet" },
        { trigger: ".o_statusbar_buttons:not(:has(.o_cchc_missing)) button[name=action_submit]" },
        { trigger: ".o_statusbar_buttons button:contains(Cancel the article)", run: "click" },
        { trigger: ".modal-title:contains(/^Cancel the article$/)" },
        { trigger: ".modal button[name=action_confirm]:contains(Cancel the article)" },
        { trigger: ".modal .o_field_widget[name=reason] textarea", run: "edit Written twice" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=cancelled]" },
    ],
});

/** The director reads the grid by channel, moves in it with the arrows, and opens an assignment and a list. */
registry.category("web_tour.tours").add("cchc_follow_up", {
    steps: () => [
        { trigger: ".o_cchc_totals [data-total=overdue]:contains(2)" },
        { content: "both channels", trigger: ".o_cchc_grid tbody tr:has(td:nth-child(2) .o_cchc_overdue):has(.o_cchc_running)" },
        { trigger: ".o_cchc_channels button:contains(Page)", run: "click" },
        { content: "a layer hides the other channels", trigger: ".o_cchc_grid:not(:has(.o_cchc_overdue))" },
        { trigger: ".o_cchc_channels button:first", run: "click" },
        {
            content: "the arrows move to the next month",
            trigger: ".o_cchc_grid [data-column='0'][tabindex='0']",
            run({ anchor }) {
                anchor.focus();
                anchor.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
            },
        },
        { trigger: ".o_cchc_grid [data-column='1']:focus", run: "click" },
        { trigger: ".o_form_view h1:contains(Month 02 of 2024)" },
        { trigger: ".o_breadcrumb .o_back_button, .o_breadcrumb a:first", run: "click" },
        { trigger: ".o_cchc_totals [data-total=overdue]", run: "click" },
        { trigger: ".o_list_view .o_data_row:nth-child(2)" },
    ],
});
