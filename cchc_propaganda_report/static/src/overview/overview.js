// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, onWillStart, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useOpening } from "@cchc_propaganda/opening/opening";

const COLORS = {
    done: "text-success-emphasis",
    late: "text-warning-emphasis",
    overdue: "text-danger",
    waiting: "text-info-emphasis",
    open: "text-muted",
};
const TALLEST = 8; // squares of a quarter above each other; more stand side by side
const TOPICS = 4; // contents shown above the link to all
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/** The year of a plan for those who lead: its sums, one sentence, and each assignment as a square that opens it. */
export class Overview extends Component {
    static template = "cchc_propaganda_report.Overview";
    static components = { Dropdown, DropdownItem, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.open = useOpening();
        this.display = { controlPanel: {} };
        this.state = useState({ data: null });
        const { plan = this.props.action.context.cchc_plan || false, other = null } = this.props.state || {};
        useSetupAction({ getLocalState: () => ({ plan: this.data.plan, other: this.data.other }) });
        onWillStart(() => this.load(plan, other));
    }

    /** other: the plan to compare with; null: that of the year before; false: none. */
    async load(plan, other = null) {
        this.state.data = await this.orm.call("cchc.plan", "get_overview", [plan, other]);
        if (this.data.plan) {
            this.env.config.setDisplayName(this.data.title);
        }
    }

    get data() {
        return this.state.data;
    }

    planName(id) {
        return this.data.plans.find((plan) => plan.id === id)?.name;
    }

    get otherPlans() {
        return this.data.plans.filter((plan) => plan.id !== this.data.plan);
    }

    get comparedWith() {
        return this.data.other ? _t("Compared with %s", this.data.other_year) : _t("Not compared");
    }

    get cards() {
        const { quarters, units, means } = this.data;
        return [
            { key: "quarters", title: _t("By quarter"), note: "", lines: quarters, isChart: this.isChart },
            { key: "units", title: _t("By unit"), note: _t("in the order of the plan"), lines: units },
            { key: "means", title: _t("By channel"), note: "", lines: means },
        ];
    }

    /** Few assignments a quarter stand above each other, so that the quarters are compared at a glance. */
    get isChart() {
        return this.data.quarters.every((line) => Math.max(this.count(line.now), this.count(line.then)) <= TALLEST);
    }

    count(row) {
        return row.groups.reduce((sum, [, ids]) => sum + ids.length, 0);
    }

    squares(row) {
        return row.groups.flatMap(([kind, ids]) => ids.map((id) => ({ id, kind })));
    }

    sign(kind) {
        return this.data.kinds.find((one) => one.kind === kind)?.sign || "";
    }

    label(kind) {
        return this.data.kinds.find((one) => one.kind === kind)?.label || "";
    }

    color(kind) {
        return COLORS[kind] || "";
    }

    tileColor(tile) {
        return (tile.count && COLORS[tile.key]) || "text-body-emphasis";
    }

    barTitle(line, kind, ids) {
        return `${line.name} · ${this.label(kind)}: ${ids.length}`;
    }

    get topics() {
        return this.data.topics.lines.slice(0, TOPICS);
    }

    get topicsLabel() {
        const { total, lines } = this.data.topics;
        return _t("%(count)s/%(total)s begun", { count: total - lines.length, total });
    }

    get formsLabel() {
        const { used, total } = this.data.forms;
        return _t("%(count)s/%(total)s used", { count: used, total });
    }

    get reportsLabel() {
        const { in_time, total } = this.data.reports;
        return total ? _t("%(count)s/%(total)s sent in time", { count: in_time, total }) : "";
    }

    get otherYearLabel() {
        return _t("year %s", this.data.other_year);
    }

    get usedForms() {
        return this.data.forms.lines.filter((line) => line.count);
    }

    get unusedForms() {
        return this.data.forms.lines.filter((line) => !line.count).map((line) => line.name);
    }

    get allTopicsLabel() {
        return _t("See all %s contents", this.data.topics.lines.length);
    }

    /** Tab reaches the first square of a row; left and right arrow move on from there. */
    onKeydown(ev) {
        const step = STEPS[ev.key];
        if (!step || !ev.target.closest(".o_cchc_square")) {
            return;
        }
        ev.preventDefault();
        const squares = [...ev.currentTarget.querySelectorAll(".o_cchc_square")];
        squares[squares.indexOf(ev.target) + step]?.focus();
    }

    openIds(name, ids) {
        return this.open.list(name, [["id", "in", ids]]);
    }

    openTopics() {
        return this.open.list(_t("Contents of the plan without anything yet"), this.data.topics.domain, "cchc.topic");
    }

    /** Odoo's own graph and pivot of the same assignments, with those of the other year beside them. */
    openFigures(first) {
        const second = first === "graph" ? "pivot" : "graph";
        const years = this.data.other ? ["date_end:year"] : [];
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Figures of the overview"),
            res_model: "cchc.assignment",
            domain: this.data.domain,
            views: [first, second, "list", "form"].map((type) => [false, type]),
            context: {
                graph_groupbys: ["department_id", ...(years.length ? years : ["state"])],
                graph_stacked: !years.length,
                pivot_row_groupby: ["department_id"],
                pivot_column_groupby: [...years, "state"],
            },
        });
    }

    openProgress() {
        return this.action.doAction("cchc_propaganda.cchc_dashboard_action", {
            stackPosition: "replaceCurrentAction",
            additionalContext: { cchc_plan: this.data.plan },
        });
    }

    print() {
        browser.print();
    }
}

registry.category("actions").add("cchc_overview", Overview);
