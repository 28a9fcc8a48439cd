// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { registry } from "@web/core/registry";
import { many2ManyTagsField } from "@web/views/fields/many2many_tags/many2many_tags_field";

/**
 * Odoo's tags, where everybody may create a missing name. The web client offers this only to people who may
 * edit contacts; authors of articles may enter the name of an author from outside, but no other data of a contact.
 */
registry.category("fields").add("cchc_authors", {
    ...many2ManyTagsField,
    extractProps(fieldInfo, dynamicInfo) {
        return {
            ...many2ManyTagsField.extractProps(fieldInfo, dynamicInfo),
            canCreate: true,
            canQuickCreate: true,
            canCreateEdit: false,
        };
    },
});
