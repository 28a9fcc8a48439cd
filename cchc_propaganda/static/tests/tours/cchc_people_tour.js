// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

/** The administrator of an agency that has nothing yet makes the first unit, then its first person. */
registry.category("web_tour.tours").add("cchc_first_people", {
    steps: () => [
        { trigger: ".o_control_panel button:contains(Add a unit)", run: "click" },
        { trigger: ".modal .o_field_widget[name=name] input", run: "edit Office of the agency" },
        { trigger: ".modal .o_field_widget[name=cchc_kind] input, .modal .o_field_widget[name=cchc_kind] select", run: "click" },
        { trigger: ".o_select_menu_item:contains(Division), .o-dropdown--menu .dropdown-item:contains(Division)", run: "click" },
        { trigger: ".modal button[name=action_save]:enabled", run: "click" },
        { content: "a unit without people is shown", trigger: "body:not(:has(.modal)) .o_group_name:contains(Office of the agency)" },
        { trigger: ".o_group_buttons button:contains(No head yet)" },
        { trigger: ".o_group_buttons button:contains(Add a person)", run: "click" },
        { trigger: ".modal .o_field_widget[name=name] input", run: "edit Official One" },
        { content: "the unit is that of the group", trigger: ".modal .o_field_widget[name=department_id] input:value(Office of the agency)" },
        { trigger: ".modal .o_field_widget[name=login] input", run: "edit officialone" },
        { trigger: ".modal .o_field_widget[name=is_unit_head] input", run: "click" },
        { trigger: ".modal .o_field_widget[name=head_note]:contains(Becomes the head)" },
        { trigger: ".modal button[name=action_add]:enabled", run: "click" },
        { content: "the password, once", trigger: ".modal .o_field_widget[name=passwords]:contains(officialone)" },
        { trigger: ".modal .btn-primary:contains(Handed over)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_data_row:contains(Official One) .o_field_widget[name=role_ids]:contains(Head of unit), body:not(:has(.modal)) .o_data_row:contains(Official One):contains(Head of unit)" },
    ],
});

/** Who logs in for the first time sees their own work. */
registry.category("web_tour.tours").add("cchc_first_login", {
    steps: () => [{ trigger: ".o_cchc_my_work" }, { trigger: ".o_user_menu:contains(Official One), .o_user_menu" }],
});
