// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const MOST_CLICKS = 15;

const cell = (name) => `.o_selected_row .o_data_cell[name=${name}] :is(input, textarea)`;
const row = (number) => `.o_cchc_appendix .o_data_row:has([name=code]:contains(/^${number.replace(/[.)]/g, "\\$&")}$/))`;
/** While a row is typed into, its number stands in an input: the line below it is found by its place. */
const below = (number) => `.o_cchc_obligation_row[data-number='${number}']`;
const unit = (name, total) => `.o_cchc_preview tr:contains(${name}):has(td:last-child:contains(/^${total}$/))`;

/** Type a row into the list: its number, its words, its units. */
const typeRow = (number, words, lead, coordination) => [
    { trigger: ".o_field_widget[name=row_ids] .o_field_x2many_list_row_add a", run: "click" },
    { trigger: cell("code"), run: `edit ${number}` },
    { trigger: cell("name"), run: `edit ${words}` },
    ...(lead ? [{ trigger: cell("lead_text"), run: `edit ${lead}` }] : []),
    ...(coordination ? [{ trigger: cell("coordinator_text"), run: `edit ${coordination}` }] : []),
];
const leaveRow = (number, words) => [
    { content: "what was typed is seen", trigger: ".o_field_widget[name=appendix_title] textarea", run: "click" },
    { trigger: `${row(number)}:not(.o_selected_row):contains(${words})` },
];

/** Type what the last row asks for. */
const typeObligation = (number, frequency, channel, day, turns) => [
    { trigger: `${below(number)} button[name=add_obligation]`, run: "click" },
    {
        trigger: `${below(number)} .o_cchc_obligation:last select[name=frequency]`,
        run: `selectByLabel ${frequency}`,
    },
    {
        trigger: `${below(number)} .o_cchc_obligation:last select[name=channel_id]`,
        run: `selectByLabel ${channel}`,
    },
    { trigger: `${below(number)} .o_cchc_obligation:last input[name=due_day]`, run: `edit ${day} && press Tab` },
    { trigger: `${below(number)} .o_cchc_obligation:last button[name=${turns}]:enabled`, run: "click" },
    { trigger: `${below(number)} .o_cchc_obligation:last .o_cchc_turn:contains(Inspectorate)` },
];

let clicks = 0;
const count = () => {
    clicks++;
};
/** A person opens a list of choices with one click and chooses with another. */
const countChoice = (ev) => {
    clicks += ev.target.tagName === "SELECT" ? 1 : 0;
};

/** The Office types the plan of a year into an empty database, checks it and submits it. */
registry.category("web_tour.tours").add("cchc_type_plan", {
    steps: () => [
        { content: "an empty list says what comes first", trigger: ".o_view_nocontent, .o_list_button_add" },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] textarea", run: "edit Plan of 2024" },
        { content: "nothing can be submitted yet", trigger: ".o_cchc_finding[data-severity=fault]:contains(no topic)" },
        ...typeRow("1", "The part that the reform plays", "Board", "Các phòng"),
        { content: "units are understood at once", trigger: ".o_selected_row .o_cchc_understood:contains(✓ Board)" },
        ...leaveRow("1", "The part that the reform plays"),
        ...typeRow("2", "News of the reform"),
        ...leaveRow("2", "News of the reform"),
        { content: "a plan that asks nothing says so", trigger: ".o_cchc_finding[data-severity=review]:contains(Nothing is asked)" },
        ...typeRow("2.1", "Each quarter", "Office; Press; Digital; Inspectorate"),
        ...leaveRow("2.1", "Each quarter"),
        { content: "the number alone puts it below row 2", trigger: `${row("2.1")} .o_cchc_level_1[name=name]` },
        ...typeRow("a.", "Of the first kind"),
        ...leaveRow("a.", "Of the first kind"),
        { content: "a letter lies below the number", trigger: ".o_data_row .o_cchc_level_2[name=name]:contains(Of the first kind)" },
        {
            content: "a row is deleted again",
            trigger: ".o_data_row:contains(Of the first kind) .o_list_record_remove button",
            run: "click",
        },
        { trigger: ".o_cchc_appendix:not(:contains(Of the first kind))" },
        { trigger: `${row("2.1")} .o_data_cell[name=time_text]`, run: "click" },
        ...typeObligation("2.1", "Each quarter", "Page", 20, "each"),
        { content: "a quarterly turn is a quarter", trigger: `${below("2.1")} .o_cchc_turn:contains(Quarter IV Inspectorate)` },
        { trigger: `${below("2.1")} button[name=add_turn]`, run: "click" },
        {
            content: "no other period is offered",
            trigger: `${below("2.1")} select[name=first]`,
            run({ anchor }) {
                const offered = [...anchor.options].map((option) => option.textContent.trim());
                if (offered.join() !== "Quarter I,Quarter II,Quarter III,Quarter IV") {
                    throw new Error(`These periods are offered: ${offered}`);
                }
            },
        },
        { trigger: `${below("2.1")} button:contains(Leave it)`, run: "click" },
        { trigger: unit("Inspectorate", 1) },
        {
            trigger: "body",
            run() {
                clicks = 0;
                document.addEventListener("click", count, true);
                document.addEventListener("change", countChoice, true);
            },
        },
        ...typeRow("2.2", "Each month", "Office; Press; Digital; Inspectorate", "Press"),
        ...typeObligation("2.2", "Each month", "Portal", 25, "each"),
        { trigger: `${below("2.2")} .o_cchc_turn:eq(11):contains(Month 12 Inspectorate)` },
        {
            content: "a row, its obligation and its twelve turns take few clicks",
            trigger: "body",
            run() {
                document.removeEventListener("click", count, true);
                document.removeEventListener("change", countChoice, true);
                if (clicks > MOST_CLICKS) {
                    throw new Error(`${clicks} clicks, more than ${MOST_CLICKS}`);
                }
            },
        },
        { trigger: unit("Inspectorate", 4) },
        { content: "three months each instead", trigger: `${below("2.2")} button[name=three]`, run: "click" },
        { trigger: `${below("2.2")} .o_cchc_turn:contains(Month 10–12 Inspectorate)` },
        { trigger: ".o_cchc_preview_total:contains(/^16$/)" },
        { content: "bullets of a row that is not saved yet", trigger: `${row("1")} .o_data_cell[name=time_text]`, run: "click" },
        { trigger: `${below("1")} button[name=open_row]`, run: "click" },
        { trigger: ".modal .nav-link[name=bullets]", run: "click" },
        { trigger: ".modal .o_field_widget[name=child_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".modal .o_selected_row .o_data_cell[name=name] textarea", run: "edit The first of its parts" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible" },
        { trigger: `${row("2.1")} .o_cchc_level_1[name=name]` },
        { trigger: "button[name=action_check]", run: "click" },
        { trigger: ".o_notification:contains(16 assignments)" },
        { trigger: "button[name=action_submit]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value=submitted]" },
    ],
});

/** The director reads who gets how much, and approves. */
registry.category("web_tour.tours").add("cchc_approve_plan", {
    steps: () => [
        { trigger: ".alert:contains(16 assignments):contains(Office 4)" },
        { trigger: unit("Digital", 4) },
        { content: "nobody types into a submitted plan", trigger: ".o_cchc_appendix:not(:has(button[name=add_obligation]))" },
        { trigger: ".o_cchc_obligation_row:contains(Month 1–3 Office)" },
        { trigger: "button[name=action_approve]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value=approved]" },
    ],
});
