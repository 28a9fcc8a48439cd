import { registry } from "@web/core/registry";

const TITLE = "Công khai đường dây nóng tiếp nhận phản ánh";
const card = (inside) => `.o_kanban_record:contains(${TITLE}) ${inside}`;

/** A contributor opens the unit's duties and writes an article for the first one. */
registry.category("web_tour.tours").add("cchc_write_article", {
    steps: () => [
        { content: "the unit's duties", trigger: ".o_data_row button[name=action_write_article]", run: "click" },
        {
            content: "the channel is filled in",
            trigger: ".o_field_widget[name=publication_ids] .o_kanban_record:contains(Portal)",
        },
        { trigger: ".o_field_widget[name=name] textarea", run: `edit ${TITLE}` },
        { trigger: ".o_field_widget[name=genre_id] input", run: "edit Tin" },
        { trigger: ".o-autocomplete--dropdown-item > a:contains(/^Tin$/)", run: "click" },
        { trigger: ".o_field_widget[name=body] .odoo-editor-editable", run: "editor Số điện thoại được niêm yết." },
        { content: "the text counts once the editor lets go of it", trigger: ".o_field_widget[name=name] textarea", run: "click" },
        { trigger: "button[name=action_submit]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=submitted]" },
        { content: "an author cannot approve", trigger: ".o_statusbar_buttons:not(:has(button[name=action_approve]))" },
    ],
});

/** An editor approves it on the board's table and enters the link of the post. */
registry.category("web_tour.tours").add("cchc_review_article", {
    steps: () => [
        { trigger: card("[name=action_approve]"), run: "click" },
        { trigger: card("[name=action_enter_link]"), run: "click" },
        { trigger: ".modal .o_field_widget[name=url] input", run: "edit https://portal.example/bai-1" },
        { trigger: ".modal button[name=action_publish]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: card(".fa-check") },
    ],
});
