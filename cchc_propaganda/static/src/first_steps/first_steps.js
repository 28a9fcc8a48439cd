// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** What a new agency still lacks: the steps in order, each with one button, and who has which role. */
export class FirstSteps extends Component {
    static template = "cchc_propaganda.FirstSteps";
    static props = { start: Object, reload: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
    }

    get percent() {
        return Math.round((100 * this.props.start.done) / this.props.start.total);
    }

    get progressLabel() {
        return _t("%(done)s/%(total)s steps done", this.props.start);
    }

    /** The step to do next: the first open one that the user can do; without any, the first to remind others of. */
    isNext(step) {
        const open = this.props.start.steps.filter(({ done, optional, buttons }) => !done && !optional && buttons.length);
        const own = open.find(({ buttons }) => buttons[0].method !== "action_remind_of_step");
        return step === (own || open[0]);
    }

    sign(step) {
        if (step.done) {
            return _t("Done");
        }
        return step.optional ? _t("Not required") : _t("To do");
    }

    /** One filled button on the page: the first of the next step. What is done has links. */
    buttonClass(step, button) {
        const isFirst = button === step.buttons[0];
        if (step.done || (!isFirst && button.kind === "action")) {
            return "btn-link";
        }
        return this.isNext(step) && isFirst ? "btn-primary" : "btn-secondary";
    }

    run(button) {
        if (button.kind === "action") {
            return this.open(button);
        }
        if (!button.confirm) {
            return this.call(button);
        }
        this.dialog.add(ConfirmationDialog, {
            title: button.label,
            body: button.confirm,
            confirmLabel: _t("Make them"),
            confirm: () => this.call(button),
            cancel: () => {},
        });
    }

    async call(button) {
        const result = await this.orm.call("res.company", button.method, [
            [this.props.start.company_id],
            ...button.args,
        ]);
        if (result?.type) {
            await this.action.doAction(result);
        }
        await this.props.reload();
    }

    open(button) {
        const options = { onClose: () => this.props.reload() };
        if ("res_id" in button) {
            options.viewType = "form";
            options.props = { resId: button.res_id };
        }
        return this.action.doAction(button.action, options);
    }
}
