// Copyright 2026 CCHC Communication contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

// The same rules as in tools/narrative.py, which takes the figures again and prints the sections.
export const ORIGIN = "o_cchc_origin";
const NOTHING = "o_cchc_nothing";
const TAKEN = "o_cchc_taken";

function oneLine(text) {
    return (text || "").replace(/[\s\u00a0]+/g, " ").trim();
}

function escaped(text) {
    const element = document.createElement("p");
    element.textContent = text;
    return element.innerHTML;
}

function read(element, source) {
    const own = element.cloneNode(true);
    own.querySelectorAll(`.${ORIGIN}`).forEach((tag) => tag.remove());
    const words = oneLine(own.textContent);
    const key = /(?:^|\s)k-([\w-]+)/.exec(element.className)?.[1] || "";
    const isPlain = [...own.children].every((child) => child.tagName === "BR");
    let kind = "added";
    if (element.classList.contains(NOTHING)) {
        kind = "nothing";
    } else if (key && isPlain && words === oneLine(source[key])) {
        kind = "ready";
    } else if (element.classList.contains(TAKEN)) {
        kind = "taken";
    } else if (key && key in source) {
        kind = "changed";
    }
    return { key, words, isPlain: isPlain && element.tagName === "P", kind, html: element.outerHTML };
}

/**
 * The paragraphs of a section, in order.
 *
 * @param {string} html cleaned by the server
 * @param {Object} source {key: sentence as it was made from the figures}
 */
export function paragraphs(html, source) {
    const body = new DOMParser().parseFromString(html || "", "text/html").body;
    const found = [];
    for (const node of body.childNodes) {
        let element = node;
        if (node.nodeType === Node.TEXT_NODE && oneLine(node.textContent)) {
            element = document.createElement("p");
            element.textContent = oneLine(node.textContent);
        }
        if (element.nodeType === Node.ELEMENT_NODE) {
            const paragraph = read(element, source);
            if (paragraph.words || element.querySelector("img")) {
                found.push(paragraph);
            }
        }
    }
    return found;
}

/** Those sentences of the section that somebody dropped. */
export function dropped(found, source, section) {
    const present = new Set(found.map(({ key }) => key));
    return Object.entries(source)
        .filter(([key]) => key.startsWith(`${section}_`) && !present.has(key))
        .map(([key, words]) => ({ key, words }));
}

/** The paragraph with other words; it keeps its key and the name of the unit from which it was taken. */
export function withWords(html, words) {
    const element = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    const origin = element.querySelector(`.${ORIGIN}`);
    element.textContent = origin ? `${oneLine(words)} ` : oneLine(words);
    if (origin) {
        element.append(origin);
    }
    return element.outerHTML;
}

export function readyParagraph(key, words) {
    return `<p class="o_cchc_auto k-${key}">${escaped(words)}</p>`;
}

export function nothingParagraph(words) {
    return `<p class="${NOTHING}">${escaped(words)}</p>`;
}

/** One paragraph for each line that was typed. */
export function typedParagraphs(text) {
    return text
        .split("\n")
        .map(oneLine)
        .filter(Boolean)
        .map((line) => `<p>${escaped(line)}</p>`);
}

/** Put a dropped sentence back: after the one before it, or first. */
export function restored(found, source, section, key) {
    const order = Object.keys(source).filter((known) => known.startsWith(`${section}_`));
    const before = order.slice(0, order.indexOf(key)).reverse();
    const at = before.map((known) => found.findIndex((one) => one.key === known)).find((index) => index >= 0) ?? -1;
    const kept = found.filter(({ kind }) => kind !== "nothing").map(({ html }) => html);
    kept.splice(at + 1, 0, readyParagraph(key, source[key]));
    return kept.join("");
}
