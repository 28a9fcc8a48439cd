// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { FollowUp } from "@cchc_propaganda/dashboard/dashboard";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

/** The follow-up gets a second tab, the overview of the same plan. */
patch(FollowUp.prototype, {
    setup() {
        super.setup(...arguments);
        this.action = useService("action");
    },

    openOverview() {
        return this.action.doAction("cchc_propaganda_report.cchc_overview_action", {
            stackPosition: "replaceCurrentAction",
            additionalContext: { cchc_plan: this.data.plan },
        });
    },
});
