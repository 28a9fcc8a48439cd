import { registry } from "@web/core/registry";
import { many2ManyTagsField } from "@web/views/fields/many2many_tags/many2many_tags_field";

/**
 * Odoo's tags, where a name is entered that is not there yet. The web client offers that only to people who may keep
 * contacts; who writes articles may enter the name of an author from outside, and nothing else of a contact.
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
