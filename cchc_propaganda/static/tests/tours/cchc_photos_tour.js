// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const photo = (nth) => `.o_cchc_photo:eq(${nth})`;

/** The author says what a photo shows and who took it, and takes another one out again. */
registry.category("web_tour.tours").add("cchc_photos", {
    steps: () => [
        { trigger: `${photo(0)} input:first`, run: "edit Bộ phận một cửa" },
        { trigger: `${photo(0)} input:last`, run: "edit Văn phòng" },
        { trigger: `${photo(1)} button`, run: "click" },
        { trigger: ".o_cchc_photos:not(:has(.o_cchc_photo:eq(1)))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible" },
    ],
});
