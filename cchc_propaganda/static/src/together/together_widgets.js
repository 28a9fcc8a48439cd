// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const { DateTime } = luxon;

function clock(moment, format = "HH:mm") {
    return DateTime.fromMillis(moment).toFormat(format);
}

/** Drafts that this browser still has: between the header and the sheet. */
export class DraftOffers extends Component {
    static template = "cchc_propaganda.DraftOffers";
    static props = { ...standardWidgetProps };

    setup() {
        this.together = useState(this.env.cchcTogether || { offers: [] });
    }

    get actions() {
        return this.env.cchcDrafts;
    }

    what({ at, title }) {
        const when = clock(at, "HH:mm dd/MM/yyyy");
        return title
            ? _t("“%(title)s”: typed at %(when)s and not saved.", { title, when })
            : _t("Typed at %(when)s and not saved.", { when });
    }

    savedSince({ who, when }) {
        return _t("%(who)s has saved the article since (%(when)s): the two are compared first.", { who, when });
    }
}

/** Who has the article open, and that what is being typed is kept: beside the text. */
export class TogetherPanel extends Component {
    static template = "cchc_propaganda.TogetherPanel";
    static props = { ...standardWidgetProps };

    setup() {
        this.together = useState(this.env.cchcTogether || { others: [] });
    }

    since({ isEditing, since }) {
        const time = clock(since);
        return isEditing ? _t("is writing, there since %s", time) : _t("there since %s", time);
    }

    get kept() {
        return _t(
            "Kept on this machine at %s. If the connection or the session is lost, open the article again.",
            clock(this.together.keptAt, "HH:mm:ss")
        );
    }
}

registry.category("view_widgets").add("cchc_draft_offers", { component: DraftOffers });
registry.category("view_widgets").add("cchc_together", { component: TogetherPanel });
