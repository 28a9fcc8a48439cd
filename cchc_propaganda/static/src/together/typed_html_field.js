// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { HtmlField, htmlField } from "@html_editor/fields/html_field";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";

/** Odoo's text field, which tells the form what is being typed without saving it or asking the server. */
export class TypedHtmlField extends HtmlField {
    setup() {
        super.setup();
        useBus(this.props.record.model.bus, "CCHC_PEEK", ({ detail }) => {
            if (this.isDirty && this.editor && !this.state.showCodeView) {
                detail[this.props.name] = this.editor.getContent();
            }
        });
    }
}

registry.category("fields").add("cchc_html", { ...htmlField, component: TypedHtmlField });
