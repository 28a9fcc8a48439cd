// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, markup, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useOpening } from "@cchc_propaganda/opening/opening";

const NUMBERS = { direction: "I", result: "II", assessment: "III", next: "IV", proposal: "V" };

/** What the units wrote in the section of the same number, beside that of the agency. */
export class UnitSections extends Component {
    static template = "cchc_propaganda_report.UnitSections";
    static props = { ...standardWidgetProps, section: String };

    setup() {
        this.orm = useService("orm");
        this.open = useOpening();
        this.state = useState({ sections: [] });
        onWillStart(() => this.load());
    }

    get record() {
        return this.props.record;
    }

    get takeLabel() {
        return _t("Copy into section %s", NUMBERS[this.props.section]);
    }

    async load() {
        if (this.record.resId) {
            const found = await this.orm.call("cchc.report", "read_unit_sections", [[this.record.resId], this.props.section]);
            this.state.sections = found.map((one) => ({ ...one, html: markup(one.text) }));
        }
    }

    /** Save what is being typed, then take the unit's paragraphs over on the server. */
    async take(one) {
        if (!(await this.record.save())) {
            return;
        }
        await this.orm.call("cchc.report", "action_take", [[this.record.resId], one.id, this.props.section]);
        await this.record.load();
        await this.load();
    }
}

registry.category("view_widgets").add("cchc_unit_sections", {
    component: UnitSections,
    extractProps: ({ attrs }) => ({ section: attrs.section }),
});
