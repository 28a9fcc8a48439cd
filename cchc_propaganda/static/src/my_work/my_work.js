// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, onWillStart, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FirstSteps } from "../first_steps/first_steps";
import { useOpening } from "../opening/opening";

const SIGNS = {
    overdue: "fa-exclamation-triangle text-danger",
    returned: "fa-reply text-warning-emphasis",
    review: "fa-hourglass-half text-info-emphasis",
    stuck: "fa-ban text-danger",
    todo: "fa-circle-o",
    waiting: "fa-hourglass-o text-muted",
};
const COLORS = {
    overdue: "text-danger",
    returned: "text-warning-emphasis",
    review: "text-info-emphasis",
    stuck: "text-danger",
    todo: "text-body-emphasis",
    waiting: "text-body-emphasis",
};
const LEVELS = { danger: "text-danger", warning: "text-warning-emphasis", muted: "text-body-emphasis" };
const URGENT = ["overdue", "returned"];

/** What the user has to do now; one click on a line opens the form to do it. */
export class MyWork extends Component {
    static template = "cchc_propaganda.MyWork";
    static components = { Dropdown, DropdownItem, FirstSteps, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.open = useOpening();
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.state = useState({ scope: this.props.state?.scope || "mine", data: null });
        onWillStart(() => this.load());
    }

    async load(scope = this.state.scope) {
        const data = await this.orm.call("cchc.my.work", "get_data", [scope]);
        Object.assign(this.state, { data, scope: data.scope });
        this.props.updateActionState?.({ scope: data.scope });
    }

    get data() {
        return this.state.data;
    }

    get isEmpty() {
        return this.data.sections.every((section) => !section.count || section.key === "waiting");
    }

    get unitLabel() {
        return _t("My unit's (%s)", this.data.unit_count);
    }

    sign(section) {
        return SIGNS[section.key];
    }

    color(section) {
        return section.count ? COLORS[section.key] : "text-muted";
    }

    level(line) {
        return LEVELS[line.level];
    }

    moreLabel(section) {
        return _t("%s more of these: do the first ones, the rest moves up.", section.count - section.lines.length);
    }

    /** The last button of an urgent line is filled; other lines have a plain button (on a phone, a link). */
    isUrgent(line) {
        return URGENT.includes(line.section);
    }

    buttonClass(line, button) {
        const isMain = button === line.buttons.at(-1);
        return this.isUrgent(line) && isMain ? "btn-primary" : "btn-secondary";
    }

    jump(section) {
        const heading = document.getElementById(`o_cchc_work_${section.key}`);
        heading?.scrollIntoView({ behavior: "smooth", block: "start" });
        heading?.focus({ preventScroll: true });
    }

    people(line) {
        return this.data.people[line.department_id] || [];
    }

    async give(line, person) {
        await this.orm.write(line.model, [line.id], { user_id: person.id });
        this.notification.add(_t("Given to %s.", person.name), { type: "success" });
        await this.load();
    }

    openForm({ model, id, action }) {
        if (action) {
            return this.openDialog({ model, id }, action);
        }
        return this.open.record(model, id);
    }

    openDialog({ model, id }, action) {
        return this.action.doAction(action, {
            additionalContext: { active_model: model, active_id: id, active_ids: [id] },
            onClose: () => this.load(),
        });
    }

    openList(domain) {
        return this.open.list(_t("Assignments"), domain);
    }

    /** The next assignments follow the work of the unit's head, who gives them out; for others they fill a quiet day. */
    get showsNext() {
        return this.data.next.length && (this.isEmpty || this.state.scope === "unit");
    }

    writeArticle() {
        return this.openForm({ model: "cchc.article", id: false });
    }

    openSummary() {
        return this.openList(this.data.summary.domain);
    }

    openFollowUp() {
        return this.action.doAction("cchc_propaganda.cchc_dashboard_action");
    }

    run(line, button) {
        const onClose = () => this.load();
        if (button.kind === "form") {
            return this.openForm(line.form);
        }
        if (button.kind === "dialog") {
            return this.openDialog(line, button.action);
        }
        if (button.kind === "reason") {
            return this.action.doAction(`cchc_propaganda.cchc_reason_wizard_action_${button.step}`, {
                additionalContext: {
                    active_model: line.model,
                    active_id: line.id,
                    active_ids: [line.id],
                    default_step: button.step,
                },
                onClose,
            });
        }
        return this.action.doActionButton({
            type: "object",
            name: button.method,
            resModel: line.model,
            resId: line.id,
            resIds: [line.id],
            onClose,
        });
    }
}

registry.category("actions").add("cchc_my_work", MyWork);
