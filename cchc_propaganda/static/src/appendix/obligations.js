// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component } from "@odoo/owl";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { Turns } from "./turns";

/**
 * What a row of the appendix asks for, as sentences that are typed in place: how often, how many, where, by when, and
 * whose turn it is.
 */
export class Obligations extends Component {
    static template = "cchc_propaganda.Obligations";
    static components = { Turns };
    static props = { record: Object, readonly: Boolean, openDetails: { type: Function, optional: true } };

    setup() {
        this.frequencies = [
            ["month", _t("Each month")],
            ["quarter", _t("Each quarter")],
            ["half", _t("Each half-year")],
            ["year", _t("Each year")],
            ["once", _t("Once")],
            ["ongoing", _t("Ongoing")],
        ];
    }

    get list() {
        return this.props.record.data.obligation_ids;
    }

    get plan() {
        return this.props.record._parentRecord?.data || {};
    }

    get channels() {
        return this.plan.typing_choices?.channels || [];
    }

    get forms() {
        return this.plan.typing_choices?.forms || [];
    }

    get units() {
        return this.plan.typing_choices?.units || [];
    }

    /** The channel stays in the list when it is archived: the obligation names it. */
    channelsOf(obligation) {
        const chosen = obligation.data.channel_id;
        return !chosen || this.channels.some(([id]) => id === chosen.id)
            ? this.channels
            : [...this.channels, [chosen.id, chosen.display_name]];
    }

    /** So does the form. */
    formsOf(obligation) {
        const chosen = obligation.data.form_id;
        return !chosen || this.forms.some(([id]) => id === chosen.id)
            ? this.forms
            : [...this.forms, [chosen.id, chosen.display_name]];
    }

    frequencyLabel(obligation) {
        return this.frequencies.find(([value]) => value === obligation.data.frequency)?.[1] || "";
    }

    /** Numbers below ten are written with a zero, as in the printed plan. */
    quantity(obligation) {
        return `${obligation.data.quantity}`.padStart(2, "0");
    }

    count(obligation) {
        const key = obligation.resId || obligation._virtualId;
        return this.plan.assignment_preview?.obligations?.[key];
    }

    add() {
        return this.list.addNewRecord({ position: "bottom", mode: "readonly" });
    }

    remove(obligation) {
        return this.list.delete(obligation);
    }

    setNumber(obligation, name, ev) {
        const value = parseInt(ev.target.value, 10);
        if (Number.isNaN(value)) {
            ev.target.value = obligation.data[name];
            return;
        }
        return obligation.update({ [name]: value });
    }

    /** An obligation asks for articles on a channel, or for outreach of a form: choosing one takes back the other. */
    setMetBy(obligation, ev) {
        const [kind, key] = ev.target.value.split("-");
        const choices = kind === "form" ? this.formsOf(obligation) : this.channelsOf(obligation);
        const found = choices.find(([id]) => id === parseInt(key, 10));
        const chosen = found ? { id: found[0], display_name: found[1] } : false;
        return obligation.update({
            channel_id: kind === "channel" && chosen,
            form_id: kind === "form" && chosen,
        });
    }

    deadline(obligation) {
        return obligation.data.date_deadline ? serializeDate(obligation.data.date_deadline) : "";
    }

    setDeadline(obligation, ev) {
        return obligation.update({ date_deadline: ev.target.value ? deserializeDate(ev.target.value) : false });
    }
}

class ObligationsField extends Component {
    static template = "cchc_propaganda.ObligationsField";
    static components = { Obligations };
    static props = ["*"];
}

registry.category("fields").add("cchc_obligations", { ...x2ManyField, component: ObligationsField });
