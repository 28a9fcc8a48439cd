// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * Copy a text with its emphasis and links. The clipboard of the browser's newer kind works on an encrypted connection
 * only; this one works in an office network, too.
 *
 * @param {string} html cleaned by the server
 * @param {string} title
 */
export function copyText(html, title = "") {
    const holder = document.createElement("div");
    holder.style.position = "fixed";
    holder.style.left = "-10000px";
    holder.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    if (title) {
        const heading = document.createElement("h1");
        heading.textContent = title;
        holder.prepend(heading);
    }
    document.body.append(holder);
    const selection = document.getSelection();
    const range = document.createRange();
    range.selectNodeContents(holder);
    selection.removeAllRanges();
    selection.addRange(range);
    document.execCommand("copy");
    selection.removeAllRanges();
    holder.remove();
}
