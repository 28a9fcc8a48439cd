// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, markup, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { copyText } from "./copy_text";

/**
 * Somebody else has saved the article meanwhile: their text and mine side by side. What only one of them changed is put
 * together; what both changed is chosen, and only then can the result be saved.
 */
export class ConflictDialog extends Component {
    static template = "cchc_propaganda.ConflictDialog";
    static components = { Dialog };
    static props = {
        conflict: Object,
        values: Object,
        save: Function, // (values) => a newer conflict, or undefined once they are saved
        discard: Function,
        close: Function,
    };

    setup() {
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ conflict: this.props.conflict, values: this.props.values, chosen: {} });
    }

    get conflict() {
        return this.state.conflict;
    }

    /** The pieces that somebody changed, the ones to choose first. */
    get pieces() {
        const changed = this.conflict.pieces
            .map((piece, index) => ({ ...piece, id: `piece${index}` }))
            .filter((piece) => piece.state !== "same")
            .map((piece) => ({
                ...piece,
                savedHtml: markup(piece.shown.saved),
                mineHtml: markup(piece.shown.mine),
                baseHtml: markup(piece.base),
            }));
        const rank = { both: 0, saved: 1, mine: 2 };
        return changed.sort((one, other) => rank[one.state] - rank[other.state]);
    }

    get fields() {
        return this.conflict.fields.map((field) => ({ ...field, id: field.name }));
    }

    get toChoose() {
        return [...this.fields, ...this.pieces].filter((item) => item.state === "both");
    }

    get left() {
        return this.toChoose.filter((item) => !this.state.chosen[item.id]).length;
    }

    get headline() {
        const { who, when, is_me } = this.conflict;
        return is_me
            ? _t("You saved this article in another window at %(when)s, after it had been opened here.", { when })
            : _t("%(who)s saved this article at %(when)s, after it had been opened here.", { who, when });
    }

    get count() {
        return this.left
            ? _t("Still to choose: %s.", this.left)
            : _t("Everything has been put together: check it and save.");
    }

    pieceTitle(piece) {
        const { number } = piece;
        const { who } = this.conflict;
        return {
            both: _t("Paragraph %(number)s: changed by both", { number }),
            saved: _t("Paragraph %(number)s: changed by %(who)s only", { number, who }),
            mine: _t("Paragraph %(number)s: changed by me only", { number }),
        }[piece.state];
    }

    choose(item, choice) {
        this.state.chosen[item.id] = choice;
    }

    /** The values that make the result, to save over the newer version. */
    get merged() {
        const { conflict, values, chosen } = this.state;
        const merged = { ...values, opened_version: conflict.version };
        for (const field of conflict.fields) {
            if (field.state === "both" && chosen[field.name] === "saved") {
                delete merged[field.name];
            }
        }
        if (conflict.pieces.length) {
            merged[conflict.text] = conflict.pieces
                .map((piece, index) => {
                    const choice = piece.state === "both" ? chosen[`piece${index}`] : piece.state;
                    return { mine: piece.mine, two: piece.saved + piece.mine }[choice] ?? piece.saved;
                })
                .join("");
        }
        return merged;
    }

    async save() {
        const values = this.merged;
        const newer = await this.props.save(values);
        if (newer) {
            Object.assign(this.state, { conflict: newer, values, chosen: {} });
        } else {
            this.props.close();
        }
    }

    copy() {
        const { conflict, values } = this.state;
        const title = values.name || "";
        copyText(conflict.mine || values[conflict.text] || "", title);
        this.notification.add(_t("Your text has been copied: paste it where you like."), { type: "success" });
    }

    discard() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Give up my version?"),
            body: _t("What you typed since the article was opened here is deleted. The saved version stays."),
            confirmLabel: _t("Give up my version"),
            confirm: async () => {
                await this.props.discard();
                this.props.close();
            },
            cancelLabel: _t("Back"),
            cancel: () => {},
        });
    }
}
