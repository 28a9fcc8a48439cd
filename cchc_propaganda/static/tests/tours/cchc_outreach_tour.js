// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const MOST_INPUTS = 8;
const LIST = [
    ["Nội dung", "Thời gian", "Địa điểm", "Số người"],
    ["Niêm yết thủ tục", "5/3/2024", "Bộ phận một cửa", ""],
    ["Hội nghị", "6/3/2024", "Hội trường", "-1"],
].map((row) => row.join("\t")).join("\n");

/** What a person has to fill in, the button of the photo included. */
function inputs() {
    return [...document.querySelectorAll(".o_form_sheet .o_field_widget:not(.o_readonly_modifier)")].filter(
        (field) => field.offsetParent !== null
    );
}

/** A photo of the hall, as a telephone gives it: a real picture, drawn here. */
async function photo() {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    canvas.getContext("2d").fillRect(8, 8, 48, 32);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    return new File([blob], "hoi-truong.jpg", { type: "image/jpeg" });
}

/** On a phone, a contributor enters a conference with a photo and sends it to the Office. */
registry.category("web_tour.tours").add("cchc_conference_on_a_phone", {
    steps: () => [
        { trigger: ".o-kanban-button-new", run: "click" },
        {
            content: "no more than eight inputs",
            trigger: ".o_cchc_add_photos",
            run() {
                const names = inputs().map((field) => field.getAttribute("name"));
                if (names.length > MOST_INPUTS) {
                    throw new Error(`${names.length} inputs: ${names.join(", ")}`);
                }
            },
        },
        { trigger: ".o_field_widget[name=name] input", run: "edit Hội nghị phổ biến dịch vụ công" },
        { trigger: ".o_field_widget[name=form_id] input", run: "click" },
        { trigger: ".modal .o_kanban_record:contains(Part of a conference)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_field_widget[name=place] input", run: "edit Hội trường" },
        { trigger: ".o_field_widget[name=participants] input", run: "edit 86" },
        { trigger: ".o_field_widget[name=integrated_with] input", run: "edit Hội nghị giao ban && click .o_form_sheet" },
        {
            content: "the camera gives a photo to the first of the two buttons",
            trigger: ".o_cchc_add_photos",
            async run() {
                const input = document.querySelector(".o_cchc_photos input[type=file]");
                const files = new DataTransfer();
                files.items.add(await photo());
                input.files = files.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { content: "the photo is shown", trigger: ".o_cchc_photo img.o_cchc_thumbnail" },
        { content: "nothing is said about captions", trigger: ".o_cchc_photo:not(:has(input))" },
        { trigger: "button[name=action_submit]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=submitted], .o_statusbar_status button:contains(Sent to the Office)" },
        { trigger: ".alert:contains(Waiting for the Office to accept it)" },
    ],
});

/** The Office accepts ten at once, from the list. */
registry.category("web_tour.tours").add("cchc_accept_ten", {
    steps: () => [
        { trigger: ".o_list_view:has(.o_data_row:nth-child(10))" },
        { trigger: ".o_list_view thead .o_list_record_selector input", run: "click" },
        { trigger: ".o_control_panel button[name=action_approve]", run: "click" },
        { trigger: ".o_list_view:not(:has(.o_data_row button[name=action_approve])):has(.o_data_row)" },
    ],
});

/** A contributor pastes a list, corrects a row, and sends all to the Office. */
registry.category("web_tour.tours").add("cchc_outreach_list", {
    steps: () => [
        { trigger: ".o_control_panel button:contains(Enter a list)", run: "click" },
        { trigger: ".o_field_widget[name=text] textarea", run: (helpers) => helpers.edit(LIST) },
        { trigger: ".o_field_widget[name=default_form_id] input", run: "click" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Public notice) a", run: "click" },
        { trigger: "button[name=action_preview]", run: "click" },
        { trigger: ".alert:contains(2 rows: 1 ready to be entered, 1 to be corrected)" },
        { trigger: ".o_data_row:first .o_data_cell[name=participants]", run: "click" },
        { trigger: ".o_data_row:first .o_data_cell[name=participants] input", run: "edit 40 && click .alert" },
        { trigger: ".o_data_row:first .o_data_cell[name=problem]:not(:contains(participants))" },
        { trigger: "button[name=action_record]", run: "click" },
        { trigger: ".alert:contains(2 entered)" },
        { trigger: "button[name=action_open_recorded]", run: "click" },
        { trigger: ".o_list_view:has(.o_data_row:nth-child(2)):contains(Sent to the Office)" },
    ],
});
