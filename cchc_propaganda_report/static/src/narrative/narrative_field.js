// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, markup, onPatched, useRef, useState } from "@odoo/owl";
import { TypedHtmlField } from "@cchc_propaganda/together/typed_html_field";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { dropped, nothingParagraph, paragraphs, restored, typedParagraphs, withWords } from "./paragraphs";

const NEW = "new";

/**
 * A section of a report, sentence by sentence: those from the figures have a grey edge, those that somebody changed or
 * added a coloured one. Each can be edited or dropped, a dropped one comes back with one click. "Edit the section" opens
 * Odoo's editor, for lists and tables.
 */
export class NarrativeField extends Component {
    static template = "cchc_propaganda_report.NarrativeField";
    static components = { TypedHtmlField };
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ editing: null, words: "", inEditor: false });
        this.input = useRef("input");
        this.root = useRef("root");
        const { bus } = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({ detail }) => detail.proms.push(this.commit()));
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
        useBus(bus, "CCHC_PEEK", ({ detail }) => {
            if (this.state.editing !== null) {
                detail[this.props.name] = this.htmlWithTyped();
            }
        });
        onPatched(() => {
            if (this.focusOn) {
                const target = this.focusOn === "input" ? this.input.el : this.root.el?.querySelector(this.focusOn);
                this.focusOn = undefined;
                target?.focus();
            }
        });
    }

    get section() {
        return this.props.name.replace("narrative_", "");
    }

    get source() {
        return this.props.record.data.narrative_source || {};
    }

    get found() {
        const value = this.props.record.data[this.props.name] || "";
        return paragraphs(value.toString(), this.source);
    }

    get rows() {
        return this.found.map((paragraph, index) => ({ ...paragraph, index, shown: markup(paragraph.html) }));
    }

    get dropped() {
        return dropped(this.found, this.source, this.section);
    }

    get isEmpty() {
        return !this.found.length;
    }

    get editorProps() {
        return { ...this.props, readonly: false };
    }

    word(row) {
        return { changed: _t("changed"), added: _t("added") }[row.kind];
    }

    // -- Editing a sentence ---------------------------------------------------------------------------------------

    async edit(row) {
        await this.commit();
        if (!row.isPlain) {
            this.state.inEditor = true;
            return;
        }
        Object.assign(this.state, { editing: row.index, words: row.words });
        this.focusOn = "input";
    }

    async add() {
        await this.commit();
        Object.assign(this.state, { editing: NEW, words: "" });
        this.focusOn = "input";
    }

    onInput(ev) {
        this.state.words = ev.target.value;
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.cancel();
        } else if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.commit();
        }
    }

    cancel() {
        Object.assign(this.state, { editing: null, words: "" });
    }

    /** The section with what is being typed in it. */
    htmlWithTyped() {
        const { editing, words } = this.state;
        const kept = this.found.filter(({ kind }) => editing !== NEW || kind !== "nothing" || !words.trim());
        const rows = kept.map(({ html }, index) =>
            index === editing ? (words.trim() ? withWords(html, words) : "") : html
        );
        return [...rows, ...(editing === NEW ? typedParagraphs(words) : [])].join("");
    }

    async commit() {
        if (this.state.editing === null) {
            return;
        }
        const row = this.found[this.state.editing];
        const isSame = row ? row.words === this.state.words.trim() : !this.state.words.trim();
        const html = this.htmlWithTyped();
        this.cancel();
        if (!isSame) {
            await this.update(html);
        }
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }

    // -- Dropping, bringing back ----------------------------------------------------------------------------------

    async drop(row) {
        await this.commit();
        await this.update(this.found.filter((__, index) => index !== row.index).map(({ html }) => html).join(""));
        this.focusOn = row.key in this.source ? `[data-restore="${row.key}"]` : ".o_cchc_add";
    }

    async restore(key) {
        await this.commit();
        await this.update(restored(this.found, this.source, this.section, key));
        this.focusOn = ".o_cchc_add";
    }

    async nothing() {
        await this.update(nothingParagraph(_t("Nothing to report.")));
    }

    async update(html) {
        await this.props.record.update({ [this.props.name]: html && markup(html) });
    }
}

registry.category("fields").add("cchc_narrative", {
    component: NarrativeField,
    displayName: _t("Section of a report"),
    supportedTypes: ["html"],
    fieldDependencies: [{ name: "narrative_source", type: "json" }],
});
