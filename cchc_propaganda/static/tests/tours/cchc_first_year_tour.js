// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

/*
 * From an agency that has nothing to an assignment that is met: one tour for each person, who sees the screen in the
 * agency's own language. Steps find buttons by what they do, never by their words.
 */
const TITLE = "Công khai thủ tục hành chính tại Bộ phận một cửa";
const LINK = "https://trang.example/bai-1.html";

const tours = registry.category("web_tour.tours");
const firstStep = (key, inside = "") => `.o_cchc_step[data-step=${key}]${inside}`;
const toMyWork = [
    {
        trigger: ".o_main_navbar [data-menu-xmlid='cchc_propaganda.cchc_propaganda_menu_my_work']",
        run: "click",
    },
    { trigger: ".o_cchc_my_work" },
];
const isIn = (state) => ({ trigger: `.o_arrow_button_current[data-value=${state}]` });
const isInOnPhone = (state) => ({ trigger: `.o_field_widget[name=state]:has([data-value=${state}])` });
const line = (section, inside) => `.o_cchc_section_${section} .o_cchc_work_line ${inside}`;
const field = (name, inside) => `.o_field_widget[name=${name}] ${inside}`;

/** The administrator enters the agency, makes its units, pastes the list of staff, and takes the proposed channels. */
const setUp = (profile, place, staff) => [
    { trigger: firstStep("agency", " button"), run: "click" },
    { trigger: field("cchc_parent_name", "input"), run: "edit Cơ quan cấp trên" },
    { trigger: field("cchc_symbol", "input"), run: "edit CCHC" },
    { trigger: field("cchc_place", "input"), run: `edit ${place}` },
    { trigger: "button[name=action_save]", run: "click", expectUnloadPage: true },
    ...toMyWork,
    { trigger: firstStep("agency", ".o_cchc_step_done") },
    { trigger: firstStep("units", ` button[data-call=action_apply_profile]:eq(${profile})`), run: "click" },
    { content: "which units are made is said first", trigger: ".modal .btn-primary", run: "click" },
    { trigger: firstStep("units", ".o_cchc_step_done") },
    { trigger: firstStep("people", " button[data-call$=action_cchc_person]"), run: "click" },
    { trigger: ".o_list_view .o_group_header" },
    { trigger: ".o_control_panel .o_list_buttons button:eq(2), .o_control_panel_main_buttons button:eq(2)", run: "click" },
    {
        trigger: field("text", "textarea"),
        run({ edit }) {
            return edit(staff.map((row) => row.join("\t")).join("\n"));
        },
    },
    { trigger: "button[name=action_preview]", run: "click" },
    {
        content: "nothing is to be answered",
        trigger: `${field("line_ids", "table:not(:has(th[data-name=problem]))")} .o_data_row:eq(${staff.length - 2})`,
    },
    { trigger: "button[name=action_record]", run: "click" },
    ...staff.slice(1).map(([, , , login]) => ({
        content: "the password is shown once",
        trigger: `.modal .o_cchc_passwords:contains(${login})`,
    })),
    { trigger: ".modal .modal-footer .btn-primary", run: "click" },
    { trigger: "body:not(:has(.modal))" },
    ...toMyWork,
    { trigger: firstStep("people", ".o_cchc_step_done") },
    { trigger: firstStep("board", ".o_cchc_step_done") },
    { trigger: firstStep("channels", " button[data-call=action_suggest_channels]"), run: "click" },
    { trigger: firstStep("channels", ".o_cchc_step_done") },
    { content: "the plan is the Office's turn", trigger: firstStep("plan", " button[data-call=action_remind_of_step]") },
];
const COLUMNS = ["Họ và tên", "Đơn vị", "Chức vụ", "Tên đăng nhập", "Vai trò"];

tours.add("cchc_department_is_set_up", {
    steps: () =>
        setUp(0, "Sông Xanh", [
            COLUMNS,
            ["Cán bộ A", "Lãnh đạo Sở", "Giám đốc", "canbo.a", "Lãnh đạo cơ quan"],
            ["Cán bộ B", "Văn phòng", "Chánh Văn phòng", "canbo.b", "Văn phòng, Lãnh đạo phòng"],
            ["Cán bộ C", "Phòng Kế hoạch – Tài chính", "Trưởng phòng", "canbo.c", "Lãnh đạo phòng"],
            ["Cán bộ D", "Phòng Kế hoạch – Tài chính", "Chuyên viên", "canbo.d", "Cộng tác viên"],
            ["Cán bộ E", "Văn phòng", "Chuyên viên", "canbo.e", "Ban Biên tập"],
            ["Cán bộ G", "Phòng Kế hoạch – Tài chính", "Chuyên viên", "canbo.g", "Ban Biên tập"],
        ]),
});
/** Five people: the first is Office, editor and head at once. */
tours.add("cchc_commune_is_set_up", {
    steps: () =>
        setUp(1, "Đồng Xanh", [
            COLUMNS,
            ["Cán bộ H", "Văn phòng HĐND và UBND", "Chánh Văn phòng", "canbo.h", "Văn phòng, Ban Biên tập, Lãnh đạo phòng"],
            ["Cán bộ I", "Thường trực UBND", "Chủ tịch", "canbo.i", "Lãnh đạo cơ quan"],
            ["Cán bộ K", "Phòng Kinh tế", "Trưởng phòng", "canbo.k", "Lãnh đạo phòng"],
            ["Cán bộ L", "Phòng Văn hóa – Xã hội", "Trưởng phòng", "canbo.l", "Ban Biên tập, Lãnh đạo phòng"],
            ["Cán bộ M", "Trung tâm Phục vụ hành chính công", "Giám đốc", "canbo.m", "Lãnh đạo đơn vị"],
        ]),
});

/** The Office types a plan with one row that asks one unit for an article each month, and submits it. */
const typePlan = (lead) => [
    { trigger: firstStep("plan", " button"), run: "click" },
    { trigger: field("name", "textarea"), run: "edit Kế hoạch tuyên truyền cải cách hành chính năm 2024" },
    { trigger: field("row_ids", ".o_field_x2many_list_row_add a"), run: "click" },
    { trigger: ".o_selected_row .o_data_cell[name=code] input", run: "edit 1" },
    { trigger: ".o_selected_row .o_data_cell[name=name] textarea", run: "edit Tin, bài về cải cách hành chính" },
    { trigger: ".o_selected_row .o_data_cell[name=lead_text] textarea", run: `edit ${lead} && press Tab` },
    { content: "the unit is understood", trigger: ".o_cchc_understood .text-success-emphasis" },
    { trigger: ".o_cchc_obligation_row button[name=add_obligation]", run: "click" },
    { trigger: ".o_cchc_obligation select[name=frequency]", run: "select month" },
    { trigger: ".o_cchc_obligation select[name=channel_id]", run: "selectByLabel Trang TTĐT" },
    { trigger: ".o_cchc_obligation input[name=due_day]", run: "edit 25 && press Tab" },
    { trigger: ".o_cchc_preview_total:contains(/^12$/)" },
    { trigger: "button[name=action_submit]", run: "click" },
    isIn("submitted"),
    ...toMyWork,
    { content: "it waits for the director", trigger: line("waiting", ".o_cchc_what") },
];
tours.add("cchc_department_plan", { steps: () => typePlan("Phòng Kế hoạch – Tài chính") });
tours.add("cchc_commune_plan", { steps: () => typePlan("Văn phòng") });

/** The director reads the plan on a phone, and approves it. */
tours.add("cchc_plan_on_a_phone", {
    steps: () => [
        { trigger: line("review", "button"), run: "click" },
        { content: "who gets how much", trigger: ".o_form_view .alert" },
        { trigger: field("row_ids", ".o_kanban_record") },
        { trigger: ".o_statusbar_buttons button[name=action_approve]", run: "click" },
        isInOnPhone("approved"),
        {
            content: "nothing is wider than the phone",
            trigger: ".o_form_view .o_content",
            run({ anchor }) {
                if (anchor.scrollWidth > anchor.clientWidth + 1) {
                    throw new Error(`${anchor.scrollWidth} wide in ${anchor.clientWidth}`);
                }
            },
        },
    ],
});

/** The Office numbers the approved plan and issues it. */
tours.add("cchc_plan_is_issued", {
    steps: () => [
        { trigger: line("todo", "button"), run: "click" },
        { trigger: field("number", "input"), run: "edit 12/KH-CCHC" },
        { trigger: field("date_issued", "input, .o_field_widget[name=date_issued] button"), run: "click" },
        { trigger: field("date_issued", "input"), run: "edit 11/03/2024 && press Tab" },
        { trigger: "button[name=action_publish]", run: "click" },
        { content: "it is asked once more", trigger: ".modal .btn-primary", run: "click" },
        isIn("published"),
        { trigger: "button[name=action_open_assignments]:contains(12)" },
    ],
});

/** The head gives the first assignment to a colleague. */
tours.add("cchc_assignment_is_given", {
    steps: () => [
        { trigger: ".o_cchc_unit_scope", run: "click" },
        { trigger: line("todo", ".dropdown-toggle"), run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-item:contains(Cán bộ D)", run: "click" },
        { trigger: line("todo", ".o_cchc_what:contains(Cán bộ D)") },
    ],
});

/** Somebody writes the article that the assignment asks for, and submits it. */
tours.add("cchc_first_article", {
    steps: () => [
        { trigger: line("todo", "button[data-kind=action_write_article]:first"), run: "click" },
        { trigger: field("publication_ids", ".o_kanban_record:contains(Trang TTĐT)") },
        { trigger: field("name", "textarea"), run: `edit ${TITLE}` },
        { trigger: field("genre_id", "input"), run: "edit Tin" },
        { trigger: ".o-autocomplete--dropdown-item > a:contains(/^Tin$/)", run: "click" },
        {
            content: "the text has the width of its column",
            trigger: field("body", ".odoo-editor-editable"),
            run({ anchor }) {
                const column = anchor.closest(".o_field_widget[name=body]").parentElement;
                if (anchor.offsetWidth < column.clientWidth * 0.9) {
                    throw new Error(`${anchor.offsetWidth} wide in ${column.clientWidth}`);
                }
            },
        },
        { trigger: field("body", ".odoo-editor-editable"), run: "editor Thủ tục được niêm yết tại Bộ phận một cửa." },
        { content: "the text counts once the editor lets go of it", trigger: field("name", "textarea"), run: "click" },
        { trigger: "button[name=action_submit]", run: "click" },
        isIn("submitted"),
        { content: "an author cannot approve", trigger: ".o_statusbar_buttons:not(:has(button[name=action_approve]))" },
        ...toMyWork,
        { trigger: line("waiting", `.o_cchc_what:contains(${TITLE})`) },
    ],
});

/** The board reads and approves it, then enters the link of its publication. */
tours.add("cchc_first_publication", {
    steps: () => [
        { trigger: line("review", "button"), run: "click" },
        { trigger: field("body", ":contains(niêm yết)") },
        { trigger: "button[name=action_approve]", run: "click" },
        isIn("approved"),
        ...toMyWork,
        { trigger: ".o_cchc_work_line button[data-kind=action_enter_link]", run: "click" },
        { trigger: ".modal .o_field_widget[name=url] input", run: `edit ${LINK}` },
        { trigger: ".modal button[name=action_publish]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_cchc_my_work:not(:has(button[data-kind=action_enter_link]))" },
    ],
});
