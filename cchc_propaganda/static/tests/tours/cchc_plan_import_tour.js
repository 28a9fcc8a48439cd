// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const ROWS = [
    ["STT", "Nội dung tuyên truyền", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện"],
    ["1", "Mỗi tháng có ít nhất 01 tin, bài đăng trên Trang TTĐT Sở", "Phòng Kế hoạch và Tài chính Sở ta", "Văn phòng", "Ngày 25 hằng tháng"],
    ["2", "Tổng kết công tác tuyên truyền", "Văn phòng", "Các phòng thuộc Sở", "Chậm nhất 31/11/2024"],
];
const TEXT = ["KẾ HOẠCH", "Tuyên truyền cải cách hành chính năm 2024", "PHỤ LỤC", "NỘI DUNG TUYÊN TRUYỀN NĂM 2024"];
const field = (name, inside) => `.o_field_widget[name=${name}] ${inside}`;

/** The Office chooses the file of the plan, answers what is asked about two rows, enters the plan and submits it. */
registry.category("web_tour.tours").add("cchc_plan_from_a_file", {
    steps: () => [
        { trigger: ".o_control_panel button.o_cchc_from_file", run: "click" },
        {
            trigger: field("file", "input[type=file]:not(:visible)"),
            run({ anchor }) {
                const transfer = new DataTransfer();
                const words = [...TEXT, ...ROWS.map((row) => row.join("\t"))].join("\n");
                transfer.items.add(new File([words], "ke-hoach.txt", { type: "text/plain" }));
                anchor.files = transfer.files;
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { content: "the file is there", trigger: field("file", ".o_clear_file_button") },
        { trigger: "button[name=action_preview]", run: "click" },
        { content: "doubtful rows stand first", trigger: field("doubtful_line_ids", ".o_data_row:eq(1)") },
        { content: "the unit is proposed, not taken", trigger: field("name_ids", ".o_data_row:contains(Kế hoạch – Tài chính)") },
        { trigger: field("name_ids", "button[name=action_remember]"), run: "click" },
        { content: "it is understood now", trigger: field("clear_line_ids", ".o_data_row:contains(12)") },
        { content: "who gets how many", trigger: ".o_cchc_preview_total:contains(/^12$/)" },
        { trigger: field("doubtful_line_ids", ".o_data_row .o_data_cell[name=code]"), run: "click" },
        { content: "the day that is none is named", trigger: ".modal .alert:contains(31/11)" },
        { trigger: `.modal ${field("time_text", "textarea")}`, run: "edit Chậm nhất 30/11/2024" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: `body:not(:has(.modal)) ${field("doubtful_line_ids", "button[name=action_read_again]")}`, run: "click" },
        { content: "no row is doubtful", trigger: `.o_form_view:not(:has(${field("doubtful_line_ids", ".o_data_row")}))` },
        { trigger: "button[name=action_import]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=draft]" },
        { trigger: field("row_ids", ".o_data_row:contains(Tổng kết)") },
        { trigger: "button[name=action_submit]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=submitted]" },
    ],
});
