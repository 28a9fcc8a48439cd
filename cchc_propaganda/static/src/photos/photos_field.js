// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField } from "@web/views/fields/char/char_field";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

/**
 * Odoo's field of files, with caption and source of each photo. There are two buttons, because a telephone opens its
 * camera and pictures at once only for a button that takes nothing else.
 */
export class PhotosField extends Many2ManyBinaryField {
    static template = "cchc_propaganda.PhotosField";
    static components = { ...Many2ManyBinaryField.components, CharField };
    static props = {
        ...Many2ManyBinaryField.props,
        acceptedPhotos: { type: String, optional: true },
        withCaptions: { type: Boolean, optional: true },
    };
    static defaultProps = { acceptedPhotos: "image/*", withCaptions: true };

    get files() {
        const records = this.props.record.data[this.props.name].records;
        return records.map((record) => ({ ...record.data, id: record.resId, record }));
    }

    get words() {
        if (!this.props.withCaptions) {
            return [];
        }
        return [
            { name: "cchc_caption", label: _t("Photo caption"), hint: _t("Photo caption") },
            { name: "cchc_credit", label: _t("Photo by"), hint: _t("Who took the photo, or its source") },
        ];
    }
}

registry.category("fields").add("cchc_photos", {
    ...many2ManyBinaryField,
    component: PhotosField,
    extractProps: (info, ...more) => ({
        ...many2ManyBinaryField.extractProps(info, ...more),
        acceptedPhotos: info.options.accepted_photos,
        withCaptions: info.options.with_captions,
    }),
    relatedFields: [
        ...many2ManyBinaryField.relatedFields,
        { name: "cchc_caption", type: "char", readonly: false },
        { name: "cchc_credit", type: "char", readonly: false },
    ],
});
