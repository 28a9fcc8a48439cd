# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Look at screens in the browser with axe-core, which finds what people who see little, hear the screen read aloud or
use only the keyboard cannot use (WCAG 2, levels A and AA)."""

import json
from contextlib import contextmanager
from importlib.metadata import files

from odoo.tests.common import ChromeBrowser

DESKTOP, PHONE = (1366, 768), (390, 844)
LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
# Findings in markup that Odoo writes and we cannot write otherwise: rule ('' for all), CSS selector of the element or
# of one around it.
OF_ODOO = (
    ('html-has-lang', 'html'), ('meta-viewport', 'meta'),
    *(('', around) for around in (
        '.o_main_navbar', '.o_control_panel', '.o_searchview', '.o_loading_indicator', '.o-mail-Chatter')),
    ('aria-allowed-attr', '.o_input, .o_tag, .o-dropdown'),     # what is closed says whether it is open
    ('aria-required-parent', '.o_notebook_headers'),            # tabs outside a list of tabs
    ('label', '.o_list_record_selector, td.o_field_cell'),      # the box that chooses a row, yes or no in a row
    ('aria-required-parent', '.o_colorlist'),
    ('button-name', '.o_optional_columns_dropdown, .oi-panel-right'),
    ('autocomplete-valid', '.o_select_menu_input'),
)
# What shows a state: never by its colour alone.
STATES = '.badge, .o_cchc_cell, .o_cchc_finding, .o_cchc_work_line, .o_statusbar_status .o_arrow_button_current'
SCRIPT = r"""
document.head.append(Object.assign(document.createElement("style"), {     // colours are looked at when they stand still
    textContent: "*, *::before, *::after { transition: none !important; animation: none !important; }",
}));
window.cchcSettled = async () => {
    let changed = performance.now();
    const observer = new MutationObserver(() => (changed = performance.now()));
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
    for (const end = changed + 5000; performance.now() < Math.min(changed + 200, end); ) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    observer.disconnect();
};
window.cchcOpen = async (action) => {
    const { action: service } = odoo.__WOWL_DEBUG__.root.env.services;
    document.querySelector(".modal .btn-close")?.click();
    await service.doAction({ type: "ir.actions.act_window_close" });
    await service.doAction(action, { clearBreadcrumbs: true });
    await cchcSettled();
};
window.cchcFind = async (selector) => {
    for (const end = performance.now() + 20000; performance.now() < end; ) {
        const element = document.querySelector(selector);
        if (element) {
            return element;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${selector} does not appear`);
};
window.cchcClick = async (selector) => {
    (await cchcFind(selector)).click();
    await cchcSettled();
};
window.cchcLook = async (levels, ofOdoo, states) => {
    const dialog = document.querySelector(".modal");    // nobody reaches the page behind it
    const { violations } = await axe.run(dialog || document, {
        runOnly: levels, resultTypes: ["violations"], preload: false, iframes: false,
    });
    const findings = violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => ({
        rule: id, impact, html: node.html.slice(0, 300), target: node.target.join(" "), fault: node.failureSummary,
    })));
    for (const page of document.querySelectorAll(".o_cchc_my_work .o_content, .o_cchc_follow_up .o_content")) {
        if (page.scrollWidth > page.clientWidth + 1) {
            findings.push({ rule: "reflow", impact: "serious", html: page.className, target: ":root",
                            fault: `${page.scrollWidth} wide in ${page.clientWidth}` });
        }
    }
    for (const element of document.querySelectorAll(states)) {
        const words = `${element.innerText} ${element.getAttribute("aria-label") || ""}`;
        if (element.checkVisibility() && !/\p{L}{2}/u.test(words)) {
            findings.push({ rule: "state-in-words", impact: "serious", html: element.outerHTML.slice(0, 300),
                            element, fault: "A state without a word" });
        }
    }
    return findings.filter(({ rule, target, element = document.querySelector(target) }) =>
        !ofOdoo.some(([of, around]) => (!of || of === rule) && element?.closest(around))
    ).map((finding) => ({ ...finding, element: undefined }));
};
"""


def axe_core():
    [script] = [file for file in files('axe-playwright-python') if file.name == 'axe.min.js']
    return script.locate().read_text(encoding='utf-8')


class AccessibleMixin:
    """For an ``HttpCase``: ``look(login, screens)`` asserts that nothing of ours is wrong on them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.axe = axe_core()

    def evaluate(self, code, timeout=60):
        """Return the value of this JavaScript, a promise's value once it is there."""
        answer = self.browser._websocket_request('Runtime.evaluate', timeout=timeout, params={
            'expression': code, 'awaitPromise': True, 'returnByValue': True})
        self.assertNotIn('exceptionDetails', answer, f"{code[:100]}: {answer.get('exceptionDetails')}")
        return answer['result'].get('value')

    def resize(self, size):
        width, height = size
        self.browser._websocket_request('Emulation.setDeviceMetricsOverride', params={
            'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': False})

    def show(self, login):
        """Open the web client as that user on a desk."""
        self.browser.navigate_to('about:blank')
        self._wait_remaining_requests()     # what the page before still asks for would share our cursor
        self.authenticate(login, login, browser=self.browser)
        self.resize(DESKTOP)
        self.browser.navigate_to(f'{self.base_url()}/odoo', wait_stop=True)
        self.assertTrue(self.browser._wait_ready(
            "!!odoo.__WOWL_DEBUG__?.root?.env.services.action?.currentController"))
        self.evaluate(self.axe + ';' + SCRIPT + ';true')

    def look(self, everywhere, on_desk):
        """Assert that axe-core finds nothing of ours and that no state is shown by its colour alone: ``everywhere`` on
        a desk and on a phone, which is also what a desk shows whose text has grown to more than 200 %. Both are
        ``{login: {name of the screen: action}}``; instead of an action, ``(action, JavaScript)``, which goes on from
        there."""
        found = {}
        with self.in_browser():
            for login in on_desk:
                self.show(login)
                for size, screens in ((DESKTOP, everywhere.get(login, {}) | on_desk[login]),
                                      (PHONE, everywhere.get(login, {}))):
                    self.resize(size)
                    for name, screen in screens.items():
                        for finding in self._findings(*([screen] if isinstance(screen, (str, dict)) else screen)):
                            found.setdefault(
                                (finding['rule'], finding['html']), f"{name} ({login}, {size[0]}): {finding}")
        self.assertFalse(found, '\n\n'.join(found.values()))

    @contextmanager
    def in_browser(self):
        self.browser = ChromeBrowser(self)
        self.addCleanup(self.browser.stop)
        with self.allow_requests(browser=self.browser):
            yield
            self._wait_remaining_requests()

    def _findings(self, action, then='null'):
        return self.evaluate(f"""(async () => {{
            await cchcOpen({json.dumps(action)});
            await {then};
            return cchcLook({json.dumps(LEVELS)}, {json.dumps(OF_ODOO)}, {json.dumps(STATES)});
        }})()""")
