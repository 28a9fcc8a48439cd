// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { onMounted, onWillUnmount, useEffect, useState, useSubEnv } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { ConflictDialog } from "./conflict_dialog";
import { copyText } from "./copy_text";
import { DraftStore, OpenDrafts } from "./draft_store";
import { Presence } from "./presence";
import { VersionedModel } from "./versioned_record";

const PAUSE = 1_000; // after the last letter, the draft is kept
const LONGEST = 5_000; // of somebody who types without a pause
const OFFERS = 3;
const SHARED_STATES = ["draft", "submitted"]; // in which somebody may write

/**
 * The form of a text that several people write: nothing that one of them types is lost. It keeps a draft in the browser
 * until the server has saved it, offers what was left there, asks when somebody else has saved meanwhile, and shows who
 * else has the text open.
 */
export class TogetherFormController extends FormController {
    static template = "cchc_propaganda.TogetherForm";

    setup() {
        this.together = useState({ others: [], keptAt: false, offers: [] });
        this.store = new DraftStore();
        this.formId = Math.random().toString(36).slice(2);
        super.setup();
        useSubEnv({ cchcTogether: this.together, cchcDrafts: this.draftActions });
        this.notification = useService("notification");
        this.openDrafts = new OpenDrafts(() => this.draftKey);
        this.presence = new Presence({
            orm: this.orm,
            bus: useService("bus_service"),
            resModel: this.props.resModel,
            onChange: () => (this.together.others = this.presence.others),
            isEditing: () => Boolean(this.keptKey),
        });
        useBus(this.model.bus, "FIELD_IS_DIRTY", ({ detail }) => detail && this.onTyped());
        useEffect(
            (resId, state) => {
                this.presence.join(resId && SHARED_STATES.includes(state) && !this.env.inDialog && resId);
            },
            () => [this.model.root.resId, this.model.root.data.state]
        );
        useEffect(
            () => {
                this.lookForDrafts();
            },
            () => [this.model.root.id]
        );
        const leave = () => this.presence.leaveAtOnce();
        onMounted(() => browser.addEventListener("pagehide", leave));
        onWillUnmount(() => {
            browser.removeEventListener("pagehide", leave);
            browser.clearTimeout(this.timer);
            this.presence.destroy();
            this.openDrafts.close();
        });
    }

    get modelParams() {
        const params = super.modelParams;
        Object.assign(params.hooks, {
            onRecordChanged: () => this.onTyped(),
            onTypedSaved: () => this.forget(),
            onVersionConflict: (conflict, values) => this.onVersionConflict(conflict, values),
        });
        return params;
    }

    // -- The draft in the browser ---------------------------------------------------------------------------------

    get draftKey() {
        return this.keptKey || this.store.prefix(this.props.resModel, this.model.root.resId) + this.formId;
    }

    onTyped() {
        this.model.root.keepVersion();
        this.typedSince ??= Date.now();
        browser.clearTimeout(this.timer);
        const delay = Date.now() - this.typedSince > LONGEST ? 0 : PAUSE;
        this.timer = browser.setTimeout(() => this.keep(), delay);
    }

    /** What the fields have not yet given to the record. */
    peek() {
        const found = {};
        this.model.bus.trigger("CCHC_PEEK", found);
        const input = document.activeElement;
        if (this.rootRef.el?.contains(input) && input.matches("input, textarea")) {
            const name = input.closest(".o_field_widget[name]")?.getAttribute("name");
            const { fields, data } = this.model.root;
            if (["char", "text"].includes(fields[name]?.type) && input.value !== (data[name] || "")) {
                found[name] = input.value;
            }
        }
        return found;
    }

    async keep() {
        browser.clearTimeout(this.timer);
        this.typedSince = undefined;
        const root = this.model.root;
        const values = root.typed(this.peek());
        if (!values) {
            return;
        }
        this.keptKey = this.draftKey;
        const at = Date.now();
        try {
            await this.store.write(this.keptKey, {
                at,
                values,
                version: root._begunAt ?? root.data.content_version ?? 0,
                title: values.name ?? root.data.name ?? "",
            });
            this.together.keptAt = at;
        } catch {
            this.together.keptAt = false; // no room: the form says nothing of a draft
        }
    }

    /** What was typed is saved, or was given up. */
    async forget() {
        browser.clearTimeout(this.timer);
        this.typedSince = undefined;
        this.together.keptAt = false;
        const key = this.keptKey;
        this.keptKey = undefined;
        if (key) {
            await this.store.delete(key).catch(() => {}); // it is offered again at most, and found to be saved
        }
    }

    async lookForDrafts() {
        const { root } = this.model;
        this.together.offers = [];
        if (this.env.inDialog) {
            return;
        }
        let offers;
        try {
            offers = await this.findOffers(root.resId);
        } catch {
            return; // no connection, or a browser that keeps nothing: the drafts stay where they are
        }
        if (root.id === this.model.root.id) {
            this.together.offers = offers;
        }
    }

    async findOffers(resId) {
        const { resModel } = this.props;
        await this.store.deleteOld();
        const found = await this.store.find(this.store.prefix(resModel, resId));
        const open = await this.openDrafts.among(found.map((draft) => draft.key));
        const offers = [];
        for (const draft of found.filter(({ key }) => key !== this.draftKey && !open.has(key)).slice(0, OFFERS)) {
            const { is_saved, conflict } = await this.orm.silent.call(resModel, "compare_typed", [
                resId ? [resId] : [],
                draft.values,
                draft.version,
            ]);
            if (is_saved) {
                await this.store.delete(draft.key);
            } else {
                offers.push({ ...draft, conflict });
            }
        }
        return offers;
    }

    get draftActions() {
        return {
            restore: (offer) => this.restore(offer),
            copy: (offer) => {
                copyText(offer.conflict?.mine || offer.values.body || "", offer.title);
                this.notification.add(_t("Your text has been copied: paste it where you like."), { type: "success" });
            },
            drop: (offer) => this.drop(offer),
        };
    }

    async drop(offer) {
        this.together.offers = this.together.offers.filter(({ key }) => key !== offer.key);
        await this.store.delete(offer.key);
    }

    /** Save what was left in the browser, as if it had been saved then. */
    async restore(offer) {
        const { root } = this.model;
        if ((await root.isDirty()) && !(await root.save())) {
            return;
        }
        if (offer.conflict) {
            this.askWhatToSave(offer.conflict, offer.values, offer);
            return;
        }
        const values = root.resId ? { ...offer.values, opened_version: offer.version } : offer.values;
        const conflict = await this.saveValues(values, offer);
        if (conflict) {
            this.askWhatToSave(conflict, offer.values, offer);
        }
    }

    /** Save values beside the form, then show them in it; return the conflict when somebody else was faster. */
    async saveValues(values, offer) {
        const { resModel, resId, context } = this.model.root;
        let saved;
        try {
            saved = await this.orm.webSave(resModel, resId ? [resId] : [], values, { context, specification: {} });
        } catch (error) {
            const conflict = error.data?.context?.cchc_conflict;
            if (!conflict) {
                throw error;
            }
            return conflict;
        }
        if (offer) {
            await this.drop(offer);
        } else {
            await this.forget();
        }
        await this.model.load({ resId: saved[0].id });
        this.notification.add(_t("The article has been saved."), { type: "success" });
    }

    // -- Somebody else has saved meanwhile ------------------------------------------------------------------------

    onVersionConflict(conflict, values) {
        this.keep();
        this.askWhatToSave(conflict, values);
    }

    askWhatToSave(conflict, values, offer) {
        this.closeQuestion?.();
        this.closeQuestion = this.dialogService.add(
            ConflictDialog,
            {
                conflict,
                values,
                save: (merged) => this.saveValues(merged, offer),
                discard: () => (offer ? this.drop(offer) : this.giveUp()),
            },
            { onClose: () => (this.closeQuestion = undefined) }
        );
    }

    async giveUp() {
        await this.model.root.discard();
        await this.forget();
        await this.model.load({ resId: this.model.root.resId });
    }

    async discard() {
        await this.forget();
        return super.discard();
    }

    async beforeUnload(ev) {
        this.keep(); // the save of a closing page may be refused, and nobody would see it
        return super.beforeUnload(ev);
    }
}

registry.category("views").add("cchc_together_form", {
    ...formView,
    Model: VersionedModel,
    Controller: TogetherFormController,
});
