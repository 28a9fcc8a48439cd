// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";

const step = (key) => `.o_cchc_step[data-step=${key}]`;

/** The administrator of a new agency makes its units and channels, and reminds the Office of the plan. */
registry.category("web_tour.tours").add("cchc_first_steps", {
    steps: () => [
        { trigger: `${step("units")}:not(.o_cchc_step_done) button:contains(Commune or ward)`, run: "click" },
        { trigger: ".modal:contains(Phòng Văn hóa – Xã hội) .btn-primary", run: "click" },
        { trigger: `${step("units")}.o_cchc_step_done` },
        { trigger: `${step("channels")} button[data-call=action_suggest_channels]`, run: "click" },
        { trigger: `${step("channels")}:contains(Not chosen yet who reviews)` },
        { trigger: `${step("plan")} button:contains(Remind)`, run: "click" },
        { trigger: ".o_notification:contains(New office)" },
        { trigger: `${step("channels")} button:contains(Choose other channels)`, run: "click" },
        { trigger: ".o_list_view .o_data_row" },
    ],
});
