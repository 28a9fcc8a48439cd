// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

/** An author prints the list of own articles on a server that makes no PDF files. */
registry.category("web_tour.tours").add("cchc_list_tour", {
    steps: () => [
        {
            trigger: ".modal button[name=action_print]",
            async run({ click }) {
                browser.open = (url) => {
                    document.body.dataset.opened = url;
                    return { closed: false };
                };
                await click();
            },
        },
        { trigger: ".o_notification:contains(Ctrl+P):not(:contains(<))" },
        {
            trigger: "body[data-opened*='/report/html/cchc_propaganda.article_list']",
            async run() {
                const page = await (await fetch(document.body.dataset.opened)).text();
                if (!page.includes("Forms online") || !page.includes("2024")) {
                    throw new Error("The page does not hold the list of the year");
                }
            },
        },
        { trigger: "body:not(:has(.o_notification:contains(wkhtmltopdf)))" },
    ],
});
