// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, useRef } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The page of the form on which a field stands; the others stand above the pages. */
const PAGES = {
    row_ids: "appendix",
    appendix_title: "appendix",
    section_ids: "sections",
    legal_basis_ids: "bases",
    recipient_ids: "bases",
    budget_line_ids: "budget",
};
const PATIENCE = 40; // frames until a page that was just opened is there

/**
 * What the check finds, worst first: the word of each finding says how grave it is, its colour only repeats it. A click
 * on the place of a finding leads there.
 */
export class FindingsField extends Component {
    static template = "cchc_propaganda.FindingsField";
    static props = { ...standardFieldProps };

    setup() {
        this.root = useRef("root");
        this.severities = {
            fault: { label: _t("Fault"), icon: "fa-exclamation-triangle", style: "bg-danger-subtle text-danger-emphasis" },
            review: { label: _t("To be reviewed"), icon: "fa-clock-o", style: "bg-warning-subtle text-warning-emphasis" },
            note: { label: _t("For information"), icon: "fa-info-circle", style: "border text-body" },
        };
    }

    get findings() {
        return this.props.record.data[this.props.name]?.list || [];
    }

    number(severity) {
        return this.findings.filter((finding) => finding.severity === severity).length;
    }

    get canMend() {
        return this.props.record.data.is_editable;
    }

    /** Put the text that the check proposes into the form. */
    fix({ field, value }) {
        return this.props.record.update({ [field]: value });
    }

    /** Tick off a text that was read again; it is stored with the form. */
    tick(finding) {
        const mark = this.props.record.data.mark_ids.records.find((one) => String(one.resId) === finding.mark);
        return mark.update({ is_checked: true });
    }

    /** Open the page of the place, scroll to it and mark it for a moment. */
    async show(place) {
        const form = this.root.el.closest(".o_form_view");
        form.querySelector(`.o_notebook_headers a[name="${PAGES[place.field]}"]`)?.click();
        for (let frame = 0; frame < PATIENCE; frame++) {
            await new Promise((resolve) => browser.requestAnimationFrame(resolve));
            const element = this.find(form, place);
            if (element) {
                element.scrollIntoView({ block: "center" });
                this.found?.classList.remove("o_cchc_found");
                void element.offsetWidth; // the mark begins anew when the same place is shown again
                element.classList.add("o_cchc_found");
                this.found = element;
                (element.querySelector("input, textarea, td[tabindex], [tabindex='0']") || element).focus();
                return;
            }
        }
    }

    /** Return the element of a place: the field, or the line of a record in its list. */
    find(form, place) {
        const field = form.querySelector(`.o_field_widget[name="${place.field}"]`);
        if (!field || !place.key) {
            return field;
        }
        const records = this.props.record.data[place.field].records;
        const record = records.find((one) => String(one.resId || one._virtualId) === place.key);
        return record ? field.querySelector(`[data-id="${record.id}"]`) : field;
    }
}

registry.category("fields").add("cchc_findings", { component: FindingsField, supportedTypes: ["json"] });

/** How many assignments each unit gets when the plan is issued. */
export class AssignmentPreviewField extends Component {
    static template = "cchc_propaganda.AssignmentPreviewField";
    static props = { ...standardFieldProps };

    get preview() {
        return this.props.record.data[this.props.name] || { total: 0, units: [], idle: [] };
    }
}

registry.category("fields").add("cchc_assignment_preview", {
    component: AssignmentPreviewField,
    supportedTypes: ["json"],
});
