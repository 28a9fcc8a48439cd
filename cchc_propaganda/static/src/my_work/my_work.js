import { Component, onWillStart, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const SIGNS = {
    overdue: "fa-exclamation-triangle text-danger",
    returned: "fa-reply text-warning-emphasis",
    review: "fa-hourglass-half text-info-emphasis",
    todo: "fa-circle-o",
};
const COLORS = {
    overdue: "text-danger",
    returned: "text-warning-emphasis",
    review: "text-info-emphasis",
    todo: "text-body-emphasis",
};
const LEVELS = { danger: "text-danger", warning: "text-warning-emphasis", muted: "text-body-emphasis" };
const URGENT = ["overdue", "returned"];

/** What the user has to do now; one click from each line to the form that does it. */
export class MyWork extends Component {
    static template = "cchc_propaganda.MyWork";
    static components = { Dropdown, DropdownItem, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
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
        return this.data.sections.every((section) => !section.count);
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

    level(row) {
        return LEVELS[row.level];
    }

    moreLabel(section) {
        return _t("%s more of these: do the first ones, the rest moves up.", section.count - section.rows.length);
    }

    /** Urgent lines have buttons, the last of them filled; the others a plain one (a link, on a phone). */
    isUrgent(row) {
        return URGENT.includes(row.section);
    }

    buttonClass(row, button) {
        const isMain = button === row.buttons.at(-1);
        return this.isUrgent(row) && isMain ? "btn-primary" : "btn-secondary";
    }

    jump(section) {
        const heading = document.getElementById(`o_cchc_work_${section.key}`);
        heading?.scrollIntoView({ behavior: "smooth", block: "start" });
        heading?.focus({ preventScroll: true });
    }

    people(row) {
        return this.data.people[row.department_id] || [];
    }

    async give(row, person) {
        await this.orm.write(row.model, [row.id], { user_id: person.id });
        this.notification.add(_t("Given to %s.", person.name), { type: "success" });
        await this.load();
    }

    openForm({ model, id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    writeArticle() {
        return this.openForm({ model: "cchc.article", id: false });
    }

    openSummary() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Duties"),
            res_model: "cchc.assignment",
            domain: this.data.summary.domain,
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openFollowUp() {
        return this.action.doAction("cchc_propaganda.cchc_dashboard_action");
    }

    run(row, button) {
        const onClose = () => this.load();
        if (button.kind === "form") {
            return this.openForm(row.form);
        }
        if (button.kind === "reason") {
            return this.action.doAction("cchc_propaganda.cchc_reason_wizard_action", {
                additionalContext: {
                    active_model: row.model,
                    active_id: row.id,
                    active_ids: [row.id],
                    default_step: button.step,
                },
                onClose,
            });
        }
        return this.action.doActionButton({
            type: "object",
            name: button.method,
            resModel: row.model,
            resId: row.id,
            resIds: [row.id],
            onClose,
        });
    }
}

registry.category("actions").add("cchc_my_work", MyWork);
