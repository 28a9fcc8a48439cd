// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const section = (name) => `.o_field_widget[name=narrative_${name}]:visible`;
const sentence = (name, words) => `${section(name)} .o_cchc_sentence:contains(${words})`;
const confirm = { trigger: ".modal .btn-primary", run: "click" };
const saved = { content: "the form is saved", trigger: ".o_form_view:not(:has(.o_form_dirty))" };

/** The head changes a sentence, drops one, takes it back, adds one, and sends the report. */
registry.category("web_tour.tours").add("cchc_head_sends_report", {
    steps: () => [
        { trigger: "button[name=action_refresh]:visible", run: "click" },
        { trigger: sentence("result", "fell due for Press"), run: "hover" },
        { trigger: `${sentence("result", "fell due for Press")} .o_cchc_edit`, run: "click" },
        { trigger: `${section("result")} textarea`, run: "edit The unit met none of 01 assignments." },
        { trigger: `${section("result")} .o_cchc_add`, run: "click" },
        { trigger: `${section("result")} .o_cchc_is_changed:contains(met none)` },
        { trigger: `${section("result")} textarea`, run: "edit It told the communes, too." },
        { trigger: "h1", run: "click" },
        { trigger: `${section("result")} .o_cchc_is_added:contains(told the communes)` },
        { trigger: `${sentence("next", "Post 01 articles")} .o_cchc_drop_sentence`, run: "click" },
        { trigger: `${section("next")} .o_cchc_is_dropped:contains(Post 01 articles) button`, run: "click" },
        { trigger: `${section("next")} .o_cchc_is_ready:contains(Post 01 articles)` },
        { trigger: `${section("proposal")} .o_cchc_nothing_here`, run: "click" },
        { trigger: `${section("proposal")} .o_cchc_is_nothing` },
        { trigger: "button[name=action_refresh]:visible", run: "click" },
        { content: "what was changed is spared", trigger: `${section("result")} .o_cchc_is_changed:contains(met none)` },
        { trigger: "button[name=action_submit]:visible", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Sent to the Office)" },
        { content: "nothing can be changed any more", trigger: ".o_form_view:not(:has(.o_cchc_edit))" },
        saved,
    ],
});

/** Nothing happened in the unit: the head says so with one click. */
registry.category("web_tour.tours").add("cchc_nothing_to_report", {
    steps: () => [
        { trigger: "button[name=action_refresh]:visible", run: "click" },
        { trigger: ".alert:contains(is enough)" },
        { trigger: "button[name=action_nothing_to_report]:visible", run: "click" },
        confirm,
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Sent to the Office)" },
        { trigger: sentence("result", "had nothing to report") },
        saved,
    ],
});

/** The Office types the agency's report, accepts what the units sent, copies from one of them, and submits it. */
registry.category("web_tour.tours").add("cchc_office_writes_report", {
    steps: () => [
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        { trigger: ".o_field_widget[name=period_number] input", run: "edit 1" },
        { trigger: ".o_field_widget[name=year] input", run: "edit 2024 && press Tab" },
        { trigger: ".o_field_widget[name=plan_id] input:value(Plan of 2024)" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_accept_units]:visible", run: "click" },
        { trigger: ".o_form_view:not(:has(button[name=action_accept_units]:visible))" },
        { trigger: "button[name=action_refresh]:visible", run: "click" },
        { trigger: ".o_notebook .nav-link[name=result]", run: "click" },
        { trigger: sentence("result", "fell due") },
        { trigger: ".o_cchc_unit_section[data-unit=Press] .o_cchc_take", run: "click" },
        { trigger: `${section("result")} .o_cchc_is_taken .o_cchc_origin:contains(Press)` },
        { trigger: ".o_cchc_unit_section[data-unit=Press]:contains(Copied)" },
        { trigger: "button[name=action_submit]:visible", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Awaiting approval)" },
        saved,
    ],
});

/** On a phone, the director reads what to know and approves with one tap. */
registry.category("web_tour.tours").add("cchc_director_approves_report", {
    steps: () => [
        { trigger: ".o_cchc_tiles:visible:contains(assignments met)" },
        { trigger: ".o_cchc_brief_line:contains(Not met)" },
        { trigger: "button[name=action_approve]:visible", run: "click" },
        { trigger: ".o_form_view:not(:has(button[name=action_approve]:visible))" },
        { trigger: ".alert:contains(To send it)" },
        saved,
    ],
});

/** The Office enters number and day and sends it. */
registry.category("web_tour.tours").add("cchc_office_sends_report", {
    steps: () => [
        { trigger: ".o_field_widget[name=number] input", run: "edit 30/BC-TEST" },
        { trigger: ".o_field_widget[name=date_sent] input, .o_field_widget[name=date_sent] button", run: "click" },
        { trigger: ".o_field_widget[name=date_sent] input", run: "edit 04/03/2024 && press Tab" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_publish]:visible", run: "click" },
        confirm,
        { trigger: ".alert:contains(Sent on 03/04/2024 under number 30/BC-TEST)" },
        { trigger: "button[name=action_differences]:visible", run: "click" },
        { trigger: ".modal:contains(every figure is as it was taken)" },
        { trigger: ".modal .btn-primary:contains(Close)", run: "click" },
        saved,
    ],
});

/** The director goes from the grid to the overview, opens an assignment from its square, and looks at the figures. */
registry.category("web_tour.tours").add("cchc_overview", {
    steps: () => [
        { trigger: ".o_cchc_follow_up .o_cchc_grid" },
        { trigger: ".o_cchc_tabs button:contains(Overview)", run: "click" },
        { trigger: ".o_cchc_overview .o_cchc_sentence_of_year:contains(first is due on 25/03/2024)" },
        { content: "the quarters are piles", trigger: ".o_cchc_quarter:first .o_cchc_square.o_cchc_open" },
        { trigger: ".o_cchc_card[data-card=units] .o_cchc_square:first", run: ({ anchor }) => anchor.focus() },
        { trigger: ".o_cchc_card[data-card=units] .o_cchc_square:first:focus", run: "press ArrowRight" },
        { trigger: ".o_cchc_card[data-card=units] .o_cchc_square:nth-child(2):focus", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=date_deadline]" },
        { trigger: ".o_back_button, .breadcrumb-item a:last", run: "click" },
        { trigger: ".o_cchc_overview a:contains(Graph)", run: "click" },
        { trigger: ".o_switch_view.o_pivot", run: "click" },
        { trigger: ".o_pivot_view .o_pivot_cell_value:contains(10)" },
        { trigger: ".o_back_button, .breadcrumb-item a:last", run: "click" },
        { trigger: "body:has(.o_cchc_overview) .o_cchc_tabs button:contains(Progress)", run: "click" },
        { content: "the same plan", trigger: ".o_cchc_follow_up [data-total=all]:contains(12)" },
    ],
});
