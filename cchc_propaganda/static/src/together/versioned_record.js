// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { RelationalModel } from "@web/model/relational_model/relational_model";

/**
 * A record that is saved with the version that its form opened. The server refuses to overwrite a newer one, and the
 * form then asks. What was typed stays in the form, whatever goes wrong with a call.
 */
export class VersionedRecord extends RelationalModel.Record {
    _setData(data, params = {}) {
        super._setData(data, params);
        if (!params.keepChanges) {
            this._begunAt = undefined;
        }
    }

    _discard() {
        super._discard();
        this._begunAt = undefined;
    }

    /**
     * Keep the version on which the changes are based: Odoo may load a newer one under what is being typed (it first
     * shows what it has in its cache).
     */
    keepVersion() {
        this._begunAt ??= this._values.content_version;
    }

    get isVersioned() {
        return this.config.isRoot && Boolean(this.resId) && "content_version" in this.activeFields;
    }

    _getChanges(changes = this._changes, options = {}) {
        const values = super._getChanges(changes, options);
        if (this.isVersioned && !options.withReadonly && Object.keys(values).length) {
            values.opened_version = this._begunAt ?? this._values.content_version;
            if (values.topic_ids) {
                // The whole choice: what the server compares with the choice of somebody else.
                values.topic_ids = [[6, 0, this.data.topic_ids.currentIds]];
            }
        }
        return values;
    }

    async _update(changes, options) {
        this.keepVersion();
        return super._update(changes, options);
    }

    /** Odoo takes back what was typed when its onchange fails, as it does without a connection. */
    async _getOnchangeValues(changes) {
        try {
            return await super._getOnchangeValues(changes);
        } catch (error) {
            Promise.reject(error); // the error is told as any other
            return {};
        }
    }

    async _save(options = {}) {
        const isUrgent = this.model._urgentSave;
        const saved = await super._save({
            ...options,
            onError: async (error, actions) => {
                const conflict = error.data?.context?.cchc_conflict;
                if (conflict && this.config.isRoot) {
                    this.model.hooks.onVersionConflict(conflict, this._getChanges());
                    return false;
                }
                if (options.onError) {
                    return options.onError(error, actions);
                }
                if (!this.isInEdition) {
                    await this._load({});
                }
                throw error;
            },
        });
        if (saved && !isUrgent && this.config.isRoot) {
            if (options.reload === false && !options.nextId) {
                this._begunAt = undefined;
                this._values.content_version = undefined; // a newer one, which was not read
            }
            this.model.hooks.onTypedSaved();
        }
        return saved;
    }

    /**
     * What was typed and is not saved, as values for the server; null when there is nothing.
     *
     * @param {Object} uncommitted what the fields have not yet given to the record
     */
    typed(uncommitted) {
        if (!this.dirty && !Object.keys(uncommitted).length) {
            return null;
        }
        const { opened_version, ...values } = { ...this._getChanges(), ...uncommitted };
        for (const name in values) {
            if (this.resId && this.fields[name]?.type === "one2many") {
                delete values[name]; // follows from the other values
            }
        }
        // As plain data: a text is an object of OWL's.
        return Object.keys(values).length ? JSON.parse(JSON.stringify(values)) : null;
    }
}

export class VersionedModel extends RelationalModel {
    static Record = VersionedRecord;
}
