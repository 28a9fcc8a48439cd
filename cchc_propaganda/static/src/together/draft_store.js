// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { IndexedDB } from "@web/core/utils/indexed_db";
import { session } from "@web/session";

const TABLE = "drafts";
const KEPT_DAYS = 90; // longer than any holiday; what nobody came back for is deleted
const ANSWER_DELAY = 400; // ms that another tab takes to answer at most

/**
 * What was typed and not saved, in the browser: it survives a lost connection, an expired session, a restart of the
 * server and a closed tab. Each form writes under a key of its own, so that two tabs do not overwrite each other; a
 * draft is read by the account that typed it, in the same database, and by no other.
 */
export class DraftStore {
    constructor() {
        this.db = new IndexedDB("cchc_propaganda", 1);
    }

    /** The beginning of the keys of a record; every record that was never saved has the same. */
    prefix(resModel, resId) {
        return [session.db, user.userId, resModel, resId || "new", ""].join("|");
    }

    async write(key, draft) {
        await this.db.write(TABLE, key, { ...draft, key });
    }

    async delete(key) {
        await this._run("readwrite", (table) => table.delete(key));
    }

    /** The drafts of a record, newest first. */
    async find(prefix) {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const drafts = (await this._run("readonly", (table) => table.getAll(range))) || [];
        return drafts.sort((one, other) => other.at - one.at);
    }

    async deleteOld() {
        const all = (await this._run("readonly", (table) => table.getAll())) || [];
        const begin = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
        for (const draft of all.filter((draft) => draft.at < begin)) {
            await this.delete(draft.key);
        }
    }

    async _run(mode, call) {
        await this.db.read(TABLE, ""); // makes the table
        return this.db.execute(
            (db) =>
                db &&
                new Promise((resolve, reject) => {
                    const transaction = db.transaction(TABLE, mode);
                    const request = call(transaction.objectStore(TABLE));
                    transaction.oncomplete = () => resolve(request.result);
                    transaction.onerror = () => reject(transaction.error);
                })
        );
    }
}

/** Tabs of one browser ask each other which drafts are being typed in just now: these are not lost, and not offered. */
export class OpenDrafts {
    constructor(getKey) {
        this.answers = new Set();
        this.channel = new browser.BroadcastChannel("cchc_propaganda.drafts");
        this.channel.onmessage = ({ data }) => {
            if (data.answer) {
                this.answers.add(data.answer);
            } else if (data.ask.includes(getKey())) {
                this.channel.postMessage({ answer: getKey() });
            }
        };
    }

    /** Those of the keys that another tab has open. */
    async among(keys) {
        if (!keys.length) {
            return new Set();
        }
        this.answers.clear();
        this.channel.postMessage({ ask: keys });
        await new Promise((resolve) => browser.setTimeout(resolve, ANSWER_DELAY));
        return new Set(this.answers);
    }

    close() {
        this.channel.close();
    }
}
