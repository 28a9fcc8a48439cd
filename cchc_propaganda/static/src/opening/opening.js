// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { useService } from "@web/core/utils/hooks";

/** The ways from a screen of ours into Odoo's own: a record in its form, or a list of records. */
export function useOpening() {
    const action = useService("action");
    const open = (model, views, values) =>
        action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            views: views.map((type) => [false, type]),
            ...values,
        });
    return {
        record: (model, id) => open(model, ["form"], { res_id: id }),
        list: (name, domain, model = "cchc.assignment") => open(model, ["list", "form"], { name, domain }),
    };
}
