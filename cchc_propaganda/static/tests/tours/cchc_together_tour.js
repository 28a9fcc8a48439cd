// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const title = ".o_field_widget[name=name] textarea";
const text = ".o_field_widget[name=body] .odoo-editor-editable";
const save = { trigger: ".o_form_button_save", run: "click" };
const isSaved = { trigger: "body:not(:has(.o_form_status_indicator_buttons:not(.invisible)))" };
const has = (words) => ({ trigger: `${text}:contains(${words})` });

function typeInto(paragraph, words) {
    return {
        content: `types into paragraph ${paragraph}`,
        trigger: `${text} p:eq(${paragraph})`,
        run({ anchor }) {
            const selection = document.getSelection();
            anchor.closest(".odoo-editor-editable").focus();
            selection.selectAllChildren(anchor);
            selection.collapseToEnd();
            document.execCommand("insertText", false, words);
        },
    };
}

/** A co-author has saved meanwhile: the author is asked about the one paragraph that both changed, and loses nothing. */
registry.category("web_tour.tours").add("cchc_two_people", {
    steps: () => [
        has("The second one."),
        typeInto(1, " Mine."),
        typeInto(2, " Mine too."),
        { trigger: ".o_cchc_kept" },
        save,
        { trigger: ".o_cchc_conflict .alert:contains(coauthor saved this article at)" },
        { content: "nothing to save before the choice", trigger: ".o_cchc_conflict:not(:has(.o_cchc_save_merged))" },
        { trigger: ".o_cchc_conflict .o_cchc_piece:contains(First. Theirs.)" },
        { trigger: ".o_cchc_conflict .o_cchc_piece:contains(Third. Mine too.)" },
        { content: "goes on writing", trigger: ".o_cchc_conflict button:contains(Go on writing)", run: "click" },
        has("The second one. Mine."),
        save,
        { trigger: ".o_cchc_conflict .o_cchc_choice:contains(Paragraph 2) input[value=two]", run: "click" },
        { trigger: ".o_cchc_save_merged", run: "click" },
        { trigger: "body:not(:has(.o_cchc_conflict))" },
        has("First. Theirs."),
        has("The second one. Theirs."),
        has("The second one. Mine."),
        has("Third. Mine too."),
        { trigger: "body:not(:has(.o_cchc_kept))" },
    ],
});

/** Two people changed the title: the author takes the saved one, and the co-author's text stays. */
registry.category("web_tour.tours").add("cchc_two_titles", {
    steps: () => [
        { trigger: title, run: "edit My title" },
        save,
        { trigger: ".o_cchc_choice:contains(Title):contains(Their title):contains(My title) input[value=saved]", run: "click" },
        { trigger: ".o_cchc_save_merged", run: "click" },
        { trigger: "body:not(:has(.o_cchc_conflict))" },
        { trigger: title, run({ anchor }) {
            if (anchor.value !== "Their title") {
                throw new Error(`the title is ${anchor.value}`);
            }
        } },
    ],
});

/** The page is closed and its last save is refused, which nobody sees: the text is offered when it is opened again. */
registry.category("web_tour.tours").add("cchc_draft_is_offered", {
    steps: () => [
        typeInto(1, " Never saved."),
        { trigger: ".o_cchc_kept" },
        {
            content: "leaves the page",
            trigger: text,
            run: () => browser.location.reload(),
            expectUnloadPage: true,
        },
        { trigger: ".o_cchc_draft:contains(Forms online)" },
        { trigger: `${text}:not(:contains(Never saved))` },
        { trigger: ".o_cchc_restore", run: "click" },
        has("The second one. Never saved."),
        { trigger: "body:not(:has(.o_cchc_draft))" },
        {
            content: "opens it once more: nothing is left to offer",
            trigger: text,
            run: () => browser.location.reload(),
            expectUnloadPage: true,
        },
        has("The second one. Never saved."),
        { trigger: "body:not(:has(.o_cchc_draft))" },
    ],
});

/** An onchange fails, as without a connection: what was typed stays. */
registry.category("web_tour.tours").add("cchc_onchange_fails", {
    steps: () => [
        typeInto(1, " Typed."),
        { content: "leaves the text", trigger: title, run: "click" },
        { trigger: ".modal .btn-close, .modal .btn-primary", run: "click" },
        has("The second one. Typed."),
        save,
        isSaved,
        has("The second one. Typed."),
    ],
});
