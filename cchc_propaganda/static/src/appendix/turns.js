// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ROMAN = ["", "I", "II", "III", "IV"];
const MOST = { month: 12, quarter: 4, half: 2 };

/** Whose turn it is, period by period. Only the periods that the obligation has are offered. */
export class Turns extends Component {
    static template = "cchc_propaganda.Turns";
    static props = { record: Object, units: Array, readonly: Boolean };

    setup() {
        this.state = useState({ adding: false, first: 1, last: 1 });
    }

    get turns() {
        return this.props.record.data.turns || [];
    }

    get hasTurns() {
        return this.props.record.data.frequency in MOST;
    }

    periods(from = 1) {
        const most = MOST[this.props.record.data.frequency] || 1;
        return Array.from({ length: most }, (_, index) => index + 1).filter((period) => period >= from);
    }

    periodLabel(first, last = first) {
        const frequency = this.props.record.data.frequency;
        const numbers = [...new Set([first, last])].map((number) =>
            frequency === "quarter" ? ROMAN[number] || number : number
        );
        const periods = numbers.join("–");
        if (frequency === "month") {
            return _t("Month %s", periods);
        }
        return frequency === "quarter" ? _t("Quarter %s", periods) : _t("Half-year %s", periods);
    }

    propose(way) {
        return this.props.record.update({ turns_wanted: way });
    }

    startTurn() {
        const next = Math.max(0, ...this.turns.map((turn) => turn.last)) + 1;
        const most = MOST[this.props.record.data.frequency];
        const first = next > most ? 1 : next;
        Object.assign(this.state, { adding: true, first, last: first });
    }

    setPeriod(name, ev) {
        this.state[name] = parseInt(ev.target.value, 10);
        this.state.last = Math.max(this.state.first, this.state.last);
    }

    async addTurn(ev) {
        const unit = this.props.units.find(([id]) => id === parseInt(ev.target.value, 10));
        if (!unit) {
            return;
        }
        const turn = { first: this.state.first, last: this.state.last, unit: unit[0], unit_name: unit[1] };
        await this.props.record.update({ turns: [...this.turns, turn].sort((a, b) => a.first - b.first) });
        this.state.adding = false;
    }

    removeTurn(turn) {
        return this.props.record.update({ turns: this.turns.filter((other) => other !== turn) });
    }
}

/** The same in the form of an obligation. */
export class TurnsField extends Component {
    static template = "cchc_propaganda.TurnsField";
    static components = { Turns };
    static props = { ...standardFieldProps };

    setup() {
        this.units = [];
        const orm = useService("orm");
        onWillStart(async () => {
            if (!this.props.readonly) {
                const agency = this.props.record.data.company_id?.id;
                const units = await orm.searchRead("hr.department", agency ? [["company_id", "=", agency]] : [], ["name"]);
                this.units = units.map(({ id, name }) => [id, name]);
            }
        });
    }
}

registry.category("fields").add("cchc_turns", { component: TurnsField, supportedTypes: ["json"] });
