// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { ListTextField, TextField, textField } from "@web/views/fields/text/text_field";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";
import { Obligations } from "./obligations";

const OBLIGATIONS = "obligation_ids";
const INDENTED = ["code", "name"];

/** The list of the appendix: rows indented by their level, below each row what it asks for. */
export class AppendixRenderer extends ListRenderer {
    static recordRowTemplate = "cchc_propaganda.AppendixRow";
    static components = { ...ListRenderer.components, Obligations };

    getActiveColumns() {
        return super.getActiveColumns().filter((column) => column.name !== OBLIGATIONS);
    }

    getRowClass(record) {
        const next = this.props.list.records[this.props.list.records.indexOf(record) + 1];
        const heads = next && next.data.level > record.data.level;
        return `${super.getRowClass(record)} ${heads ? "fw-bold" : ""}`;
    }

    getCellClass(column, record) {
        const classes = super.getCellClass(column, record);
        return INDENTED.includes(column.name) ? `${classes} o_cchc_level_${record.data.level}` : classes;
    }

    get canWrite() {
        return Boolean(this.props.editable);
    }

    /** Whether the row has a line below it: what it asks for, what became of it last year, or the button for more. */
    hasObligationRow(record) {
        const { data } = record;
        return Boolean(data[OBLIGATIONS].records.length || data.previous_text || (this.canWrite && record.isInEdition));
    }

    /** A click on what the row asks for leaves the row open in which somebody is typing. */
    onGlobalClick(ev) {
        if (!ev.target.closest(".o_cchc_obligation_row")) {
            super.onGlobalClick(ev);
        }
    }

    openDetails(record) {
        return this.props.openRecord(record);
    }
}

/** A list that is typed in place, whose rows open in a dialog, too: for their bullets and everything else of a row. */
export class AppendixField extends X2ManyField {
    static components = { ...X2ManyField.components, ListRenderer: AppendixRenderer };

    setup() {
        super.setup();
        this.canOpenRecord = true;
    }
}

registry.category("fields").add("cchc_appendix", { ...x2ManyField, component: AppendixField });

/** The number of a row, with two buttons that move the row and those below it to the left and to the right. */
export class RowNumberField extends CharField {
    static template = "cchc_propaganda.RowNumberField";

    get rows() {
        const rows = this.props.record._parentRecord?.data.row_ids?.records || [];
        const from = rows.indexOf(this.props.record);
        const end = rows.findIndex((row, index) => index > from && row.data.level <= rows[from].data.level);
        return from < 0 ? [] : rows.slice(from, end < 0 ? rows.length : end);
    }

    async move(step) {
        for (const row of this.rows) {
            await row.update({ level: Math.max(row.data.level + step, 0) });
        }
    }
}

registry.category("fields").add("cchc_row_number", { ...charField, component: RowNumberField });

/** The words of a row; a row that consists of bullets shows its first bullet. */
export class RowTextField extends ListTextField {
    static template = "cchc_propaganda.RowTextField";
}

registry.category("fields").add("cchc_row_text", { ...textField, component: RowTextField });

/** Units as they are printed, and below them what was understood. */
export class UnitsCellField extends TextField {
    static template = "cchc_propaganda.UnitsCellField";
    static props = { ...TextField.props, understood: String };
    static defaultProps = { ...ListTextField.defaultProps };

    get minimumHeight() {
        return 0;
    }

    get rowCount() {
        return this.props.rowCount;
    }

    get understood() {
        return (this.props.record.data[this.props.understood] || "")
            .split(" · ")
            .filter(Boolean)
            .map((text) => ({ text, isKnown: text.startsWith("✓") }));
    }
}

registry.category("fields").add("cchc_units_cell", {
    ...textField,
    component: UnitsCellField,
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...textField.extractProps(fieldInfo, dynamicInfo),
        understood: fieldInfo.options.understood,
    }),
});
