// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";

const BEAT = 20_000;
const GONE = 60_000; // who has not been heard of for so long has gone
const FIRST = 1_000; // until the server has taken the channel

/**
 * Who else has a document open. A tab that opens it asks, those who are there answer; while there is somebody, each
 * says every 20 seconds that it is still there. Alone, a tab sends nothing. Tabs of one's own account do not count.
 */
export class Presence {
    constructor({ orm, bus, resModel, onChange, isEditing }) {
        Object.assign(this, { orm, bus, resModel, onChange, isEditing });
        this.tab = Math.random().toString(36).slice(2);
        this.tabs = new Map();
        this.listener = (payload) => this.onMessage(payload);
        this.ask = () => this.say({ is_asking: true });
        this.bus.subscribe("cchc_presence", this.listener);
        this.bus.addEventListener("BUS:RECONNECT", this.ask);
    }

    /** Be there at this record and no longer at the one before; false: at none. */
    join(resId) {
        if (resId === this.resId) {
            return;
        }
        this.leave();
        this.resId = resId;
        if (!resId) {
            return;
        }
        this.begunAt = Date.now();
        this.bus.addChannel(this.channel);
        this.first = browser.setTimeout(this.ask, FIRST);
        this.timer = browser.setInterval(() => this.beat(), BEAT);
    }

    leave() {
        if (!this.resId) {
            return;
        }
        browser.clearTimeout(this.first);
        browser.clearInterval(this.timer);
        this.bus.deleteChannel(this.channel);
        if (this.others.length) {
            this.say({ has_left: true });
        }
        this.tabs.clear();
        this.resId = false;
        this.onChange();
    }

    /** The page is being closed: no answer is waited for. */
    leaveAtOnce() {
        if (!this.resId || !this.others.length) {
            return;
        }
        const params = {
            model: this.resModel,
            method: "announce_presence",
            args: [[this.resId], this.tab],
            kwargs: { has_left: true },
        };
        const body = JSON.stringify({ jsonrpc: "2.0", method: "call", params });
        browser.navigator.sendBeacon(
            `/web/dataset/call_kw/${this.resModel}/announce_presence`,
            new Blob([body], { type: "application/json" })
        );
    }

    destroy() {
        this.leave();
        this.bus.unsubscribe("cchc_presence", this.listener);
        this.bus.removeEventListener("BUS:RECONNECT", this.ask);
    }

    get channel() {
        return `cchc_presence:${this.resModel}:${this.resId}`;
    }

    /** The other people, each once. */
    get others() {
        const people = new Map();
        for (const tab of this.tabs.values()) {
            const known = people.get(tab.userId);
            people.set(tab.userId, {
                ...tab,
                since: Math.min(tab.since, known?.since ?? Infinity),
                isEditing: tab.isEditing || Boolean(known?.isEditing),
            });
        }
        return [...people.values()].sort((one, other) => one.since - other.since);
    }

    onMessage({ res_model, res_id, tab, user_id, name, open_for, is_editing, is_asking, has_left }) {
        if (res_model !== this.resModel || res_id !== this.resId || user_id === user.userId) {
            return;
        }
        if (has_left) {
            this.tabs.delete(tab);
        } else {
            this.tabs.set(tab, {
                userId: user_id,
                name,
                isEditing: is_editing,
                since: Date.now() - open_for * 1000,
                heardAt: Date.now(),
            });
        }
        if (is_asking) {
            this.say();
        }
        this.onChange();
    }

    beat() {
        const last = Date.now() - GONE;
        for (const [tab, { heardAt }] of this.tabs) {
            if (heardAt < last) {
                this.tabs.delete(tab);
            }
        }
        this.onChange();
        if (this.tabs.size || Date.now() - this.begunAt < GONE) {
            this.say();
        }
    }

    async say(what = {}) {
        if (!this.resId) {
            return;
        }
        try {
            await this.orm.silent.call(this.resModel, "announce_presence", [[this.resId], this.tab], {
                open_for: Math.round((Date.now() - this.begunAt) / 1000),
                is_editing: this.isEditing(),
                ...what,
            });
        } catch {
            // No connection, or no longer any right to read it: nothing that the reader must know.
        }
    }
}
