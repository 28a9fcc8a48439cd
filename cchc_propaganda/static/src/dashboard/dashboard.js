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
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useOpening } from "../opening/opening";

const TOTAL_COLORS = {
    done: "text-success-emphasis",
    late: "text-warning-emphasis",
    overdue: "text-danger",
    risk: "text-warning-emphasis",
};
const TOPICS = 3; // contents shown above the link to all
const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** The managers' screen of a plan's year: which units met a deadline, are late, or may still miss one. */
export class FollowUp extends Component {
    static template = "cchc_propaganda.FollowUp";
    static components = { Dropdown, DropdownItem, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.open = useOpening();
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        const { plan = this.props.action.context.cchc_plan || false, channel = false } = this.props.state || {};
        this.state = useState({ data: null, channel, quarter: "q1", focus: false });
        onWillStart(() => this.load(plan));
    }

    async load(planId) {
        const data = await this.orm.call("cchc.dashboard", "get_data", [planId]);
        this.state.data = data;
        if (data.plan) {
            this.state.quarter = (data.quarters.find((quarter) => quarter.now) || data.quarters[0]).key;
            if (!data.channels.some((channel) => channel.id === this.state.channel)) {
                this.state.channel = false;
            }
        }
        this.keepState();
    }

    keepState() {
        this.props.updateActionState?.({ plan: this.data.plan, channel: this.state.channel });
    }

    get data() {
        return this.state.data;
    }

    get planName() {
        return this.data.plans.find((plan) => plan.id === this.data.plan)?.name;
    }

    get shownQuarter() {
        return this.data.quarters.find((quarter) => quarter.key === this.state.quarter);
    }

    get columns() {
        return this.data.quarters.flatMap((quarter) => quarter.columns);
    }

    get channelName() {
        return this.data.channels.find((channel) => channel.id === this.state.channel)?.name || _t("All channels");
    }

    chooseChannel(id) {
        this.state.channel = id;
        this.keepState();
    }

    isWide(column) {
        return column.key.startsWith("q");
    }

    /** The assignments of a unit in a column, on the chosen channel. */
    cells(unit, column) {
        const cells = unit.cells[column.key] || [];
        return this.state.channel ? cells.filter((cell) => cell.channel === this.state.channel) : cells;
    }

    quarterCells(unit) {
        return this.shownQuarter.columns.flatMap((column) => this.cells(unit, column));
    }

    get unitsOfQuarter() {
        return this.data.units.filter((unit) => this.quarterCells(unit).length);
    }

    get restOfQuarter() {
        const count = this.data.units.length + this.data.idle.length - this.unitsOfQuarter.length;
        return count && _t("%(count)s other units have no assignment in %(quarter)s.", { count, quarter: this.shownQuarter.label });
    }

    get quarterTitle() {
        return _t("%s · units with assignments", this.shownQuarter.label);
    }

    copyLabel(unit) {
        return _t("Copy the reminder of %s", unit.name);
    }

    get idleLine() {
        const units = this.data.idle;
        return units.length && _t("%(count)s units without assignments of their own: %(units)s", {
            count: units.length,
            units: units.join(", "),
        });
    }

    totalColor(total) {
        return (total.count && TOTAL_COLORS[total.key]) || "text-body-emphasis";
    }

    get topics() {
        return this.data.topics.lines.slice(0, TOPICS);
    }

    get allTopicsLabel() {
        return _t("See all %s contents", this.data.topics.lines.length);
    }

    get allRecordsLabel() {
        return _t("See all %s", this.data.records.count);
    }

    get allDecisionsLabel() {
        return _t("See all %s assignments", this.data.decisions.count);
    }

    /** Tab reaches one cell of the grid; the arrow keys move on from there. */
    tabIndex(cell) {
        const first = this.state.focus || this.firstCell?.id;
        return cell.id === first ? 0 : -1;
    }

    get firstCell() {
        for (const unit of this.data.units) {
            for (const column of this.columns) {
                const [cell] = this.cells(unit, column);
                if (cell) {
                    return cell;
                }
            }
        }
        return undefined;
    }

    onKeydown(ev) {
        const from = ev.target.closest("[data-cell]");
        if (!from || !ARROWS.includes(ev.key)) {
            return;
        }
        ev.preventDefault();
        const cells = [...ev.currentTarget.querySelectorAll("[data-cell]")];
        const place = (cell) => [Number(cell.dataset.row), Number(cell.dataset.column)];
        const [row, column] = place(from);
        let next;
        if (ev.key === "ArrowLeft" || ev.key === "ArrowRight") {
            const step = ev.key === "ArrowRight" ? 1 : -1;
            const beyond = cells.filter((cell) => place(cell)[0] === row && (place(cell)[1] - column) * step > 0);
            next = step > 0 ? beyond[0] : beyond.at(-1);
        } else {
            const step = ev.key === "ArrowDown" ? 1 : -1;
            const stacked = cells[cells.indexOf(from) + step];
            if (stacked && place(stacked).join() === place(from).join()) {
                next = stacked;
            } else {
                const rows = cells.map((cell) => place(cell)[0]).filter((other) => (other - row) * step > 0);
                const target = step > 0 ? Math.min(...rows) : Math.max(...rows);
                const distance = (cell) => Math.abs(place(cell)[1] - column);
                next = cells
                    .filter((cell) => place(cell)[0] === target)
                    .reduce((best, cell) => (!best || distance(cell) < distance(best) ? cell : best), undefined);
            }
        }
        if (next) {
            this.state.focus = Number(next.dataset.cell);
            next.focus();
        }
    }

    openTotal(total) {
        return this.open.list(total.label, total.domain);
    }

    openDecisions() {
        return this.open.list(_t("To be decided today"), this.data.decisions.domain);
    }

    openRecords() {
        return this.open.list(_t("Recorded afterwards"), this.data.records.domain, "cchc.publication");
    }

    openTopics() {
        return this.open.list(_t("Contents of the plan without anything yet"), this.data.topics.domain, "cchc.topic");
    }

    /** Copies the reminder of a unit as plain text, for the chat group of the agency. */
    async copyReminder(unit) {
        const text = await this.orm.call("cchc.assignment", "get_reminder_text", [unit.id, this.data.plan]);
        await browser.navigator.clipboard.writeText(text);
        this.notification.add(_t("The reminder of %s is on the clipboard: paste it into the group.", unit.name), {
            type: "success",
        });
    }

    print() {
        browser.print();
    }
}

registry.category("actions").add("cchc_dashboard", FollowUp);
