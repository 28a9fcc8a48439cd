// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { HtmlField, htmlField } from "@html_editor/fields/html_field";
import { TabulationPlugin } from "@html_editor/main/tabulation_plugin";
import { closestElement } from "@html_editor/utils/dom_traversal";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";

/** The keys Tab and Shift+Tab leave the text, except in a list and in a table: who has no mouse goes on in the form. */
class LeavingTabulationPlugin extends TabulationPlugin {
    resources = {
        ...this.resources,
        user_commands: this.resources.user_commands.map((command) => ({
            ...command,
            isAvailable: (selection) =>
                Boolean(closestElement(selection.focusNode, "li, td, th")) && command.isAvailable(selection),
        })),
    };
}

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

    getConfig() {
        const config = super.getConfig();
        const Plugins = config.Plugins.map((plugin) => (plugin === TabulationPlugin ? LeavingTabulationPlugin : plugin));
        return { ...config, Plugins };
    }
}

registry.category("fields").add("cchc_html", { ...htmlField, component: TypedHtmlField });
