// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component } from "@odoo/owl";
import { HistoryDialog } from "@html_editor/components/history_dialog/history_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Odoo's dialog of a text's history, for reading only: the differences between a version and the current one, in the
 * text and in other fields. The dialog restores nothing; users edit in the form.
 */
export class VersionsDialog extends HistoryDialog {
    static template = "cchc_propaganda.VersionsDialog";
    static props = {
        recordId: Number,
        recordModel: String,
        versionedFieldName: String,
        close: Function,
        historyMetadata: { type: Array, optional: true }, // of the base class; this dialog uses versions instead
        versions: Array,
        since: Number,
        title: { type: String, optional: true },
        noContentHelper: { optional: true },
        embeddedComponents: { type: Array, optional: true },
    };
    static defaultProps = { ...HistoryDialog.defaultProps, historyMetadata: [], title: _t("Versions") };

    setup() {
        super.setup();
        this.size = "xl";
        this.state.currentView = "comparison";
    }

    /** The versions with the keys that the base class expects. */
    get versions() {
        return this.props.versions.map((version) => ({
            ...version,
            create_user_name: version.user,
        }));
    }

    async init() {
        const known = this.versions.find((version) => version.version === this.props.since);
        await this.updateCurrentRevision((known || this.versions.at(-1)).revision_id);
    }

    /** Does nothing: the base class measures its two columns, but this dialog scrolls. */
    resize() {}

    get chosen() {
        return this.versions.find((version) => version.revision_id === this.state.revisionId);
    }

    get current() {
        return this.versions[0];
    }

    label(version) {
        return [version.name, version.date, version.user, ...version.marks].filter(Boolean).join(" · ");
    }

    onChoose(ev) {
        this.updateCurrentRevision(Number(ev.target.value));
    }
}

/** The button that opens the dialog, in the form of a document with versions. */
export class VersionsButton extends Component {
    static template = "cchc_propaganda.VersionsButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    get data() {
        return this.props.record.data;
    }

    async open() {
        const { resId, resModel } = this.props.record;
        const { since, versions } = await this.orm.call(resModel, "read_versions", [resId]);
        this.dialog.add(VersionsDialog, {
            recordId: resId,
            recordModel: resModel,
            versionedFieldName: "body",
            since,
            versions,
        });
    }
}

registry.category("view_widgets").add("cchc_versions", {
    component: VersionsButton,
    fieldDependencies: [
        { name: "has_changes", type: "boolean" },
        { name: "content_version", type: "integer" },
    ],
});
