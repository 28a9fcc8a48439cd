// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, onWillStart, onWillUpdateProps } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

const COLORS = { sent: "text-success-emphasis", missing: "text-danger-emphasis", plan: "text-warning-emphasis" };

/** The counters above the list of all agencies: of the agencies that the list finds. */
export class ProvinceTiles extends Component {
    static template = "cchc_propaganda_report.ProvinceTiles";
    static props = { domain: Array, context: Object };

    setup() {
        this.orm = useService("orm");
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((props) => this.load(props));
    }

    async load({ domain, context }) {
        const asked = JSON.stringify([domain, context]);
        if (asked !== this.asked) {
            this.asked = asked;
            this.data = await this.orm.call("cchc.report.agency", "get_summary", [domain], { context });
        }
    }

    color(tile) {
        return tile.value === "0" || tile.value === "–" ? "" : COLORS[tile.key] || "";
    }
}

class ProvinceListRenderer extends ListRenderer {
    static template = "cchc_propaganda_report.ProvinceListRenderer";
    static components = { ...ListRenderer.components, ProvinceTiles };
}

class ProvinceKanbanRenderer extends KanbanRenderer {
    static template = "cchc_propaganda_report.ProvinceKanbanRenderer";
    static components = { ...KanbanRenderer.components, ProvinceTiles };
}

/** A figure of a report that an agency has sent: "–" as long as it has sent none. */
class SentFigure extends IntegerField {
    get formattedValue() {
        return this.props.record.data.has_figures ? super.formattedValue : "–";
    }
}

registry.category("views").add("cchc_province_list", { ...listView, Renderer: ProvinceListRenderer });
registry.category("views").add("cchc_province_kanban", { ...kanbanView, Renderer: ProvinceKanbanRenderer });
registry.category("fields").add("cchc_sent_figure", {
    ...integerField,
    component: SentFigure,
    fieldDependencies: [{ name: "has_figures", type: "boolean" }],
});
