// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const field = (name, inside) => `.o_field_widget[name=${name}] ${inside}`;
const line = (words) => `${field("line_ids", ".o_data_row")}:contains(${words})`;
const cell = (name, inside = "") => `.o_selected_row .o_data_cell[name=${name}] ${inside}`;
const choose = (input, words) => [
    { trigger: input, run: `edit ${words}` },
    { trigger: `.o-autocomplete--dropdown-item > a:contains(${words})`, run: "click" },
];

/** The Office merges two units: it types the merger, sees what moves, chooses the head, and carries it out. */
registry.category("web_tour.tours").add("cchc_merge_units", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        ...choose(field("old_department_ids", "input"), "Press"),
        { trigger: field("old_department_ids", ".o_tag:contains(Press)") },
        ...choose(field("old_department_ids", "input"), "Digital"),
        { trigger: field("old_department_ids", ".o_tag:contains(Digital)") },
        { trigger: field("new_name", "input"), run: "edit Media and data" },
        { trigger: field("basis", "input"), run: "edit Decision 12/QĐ-UBND of 10/07/2024 && press Tab" },
        { content: "nothing moves before it was seen", trigger: ".o_statusbar_buttons:not(:has(button[name=action_apply]))" },
        { trigger: "button[name=action_preview]", run: "click" },
        { content: "what is missing is said", trigger: ".alert-warning:contains(choose a person)" },
        { trigger: `${line("Head of the new unit")} [name=afterwards]:contains(to be decided)` },
        { content: "what is not met is asked one by one", trigger: `${line("Not met")} [name=what]`, run: "click" },
        { trigger: cell("choice", "input"), run: "click" },
        { trigger: ".o_select_menu_item:contains(No longer asked)", run: "click" },
        { trigger: cell("afterwards", ":contains(No longer asked)") },
        { trigger: `${line("Head of the new unit")} [name=what]`, run: "click" },
        { trigger: cell("person_id", "input"), run: "click" },
        { trigger: ".o-autocomplete--dropdown-item > a:contains(head):first", run: "click" },
        { trigger: cell("afterwards", ":contains(head)") },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { content: "nothing is left to be decided", trigger: ".alert-info:contains(Everything is decided)" },
        { trigger: "button[name=action_apply]", run: "click" },
        { content: "it is asked once more", trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=done]" },
        { content: "a second click is impossible", trigger: ".o_statusbar_buttons:not(:has(button[name=action_apply]))" },
        { content: "what was decided stays readable", trigger: `${line("Head of the new unit")} [name=afterwards]:contains(head)` },
    ],
});
