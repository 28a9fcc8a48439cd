// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What the check finds, worst first: the word of each finding says how grave it is, its colour only repeats it. */
export class FindingsField extends Component {
    static template = "cchc_propaganda.FindingsField";
    static props = { ...standardFieldProps };

    setup() {
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
