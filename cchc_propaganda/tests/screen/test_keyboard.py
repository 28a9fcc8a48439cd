# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo.tests import HttpCase, tagged

from ..common import CchcMixin
from .accessible import AccessibleMixin

KEYS = {'Tab': 9, 'Enter': 13, 'ArrowLeft': 37, 'ArrowUp': 38, 'ArrowRight': 39, 'ArrowDown': 40, 's': 83}
SHIFT, ALT = 8, 1
MOST_KEYS = 80
# What has the focus, whether it is (in) the wanted element, and whether that is seen: it looks other than without, or a
# caret stands in it.
FOCUS = r"""(wanted) => {
    const { activeElement: element } = document;
    const look = () => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
        return [outlineStyle !== "none" && parseFloat(outlineWidth), boxShadow, borderColor, backgroundColor].join();
    };
    const found = Boolean(element.closest(wanted));
    let seen = element.matches("input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]");
    if (found && !seen) {
        const focused = look();
        element.blur();
        seen = look() !== focused;
        element.focus({ focusVisible: true });
    }
    return { found, seen, what: element.outerHTML.slice(0, 200) };
}"""


@tagged('post_install', '-at_install')
class TestKeyboard(AccessibleMixin, CchcMixin, HttpCase):
    """The main work is done without a mouse: Tab, Enter and the arrows reach it, and the focus is seen."""

    def press(self, key, modifiers=0):
        """Press and release the key, as a keyboard does."""
        key_event = {'key': key, 'code': key, 'windowsVirtualKeyCode': KEYS[key], 'modifiers': modifiers}
        text = {'text': '\r'} if key == 'Enter' else {}
        for kind in ({'type': 'keyDown' if text else 'rawKeyDown', **text}, {'type': 'keyUp'}):
            self.browser._websocket_request('Input.dispatchKeyEvent', params={**key_event, **kind})

    def type_(self, text):
        self.browser._websocket_request('Input.insertText', params={'text': text})

    def focus(self, wanted):
        return self.evaluate(f'({FOCUS})({json.dumps(wanted)})')

    def reach(self, wanted, key='Tab', modifiers=0):
        """Press the key until the focus is in the wanted element (CSS), and assert that it is seen there."""
        self.wait_for(wanted)
        passed = []
        for number in range(MOST_KEYS):
            if number or not self.focus(wanted)['found']:
                self.press(key, modifiers)
            focus = self.focus(wanted)
            if focus['found']:
                self.assertTrue(focus['seen'], f"the focus is not seen: {focus['what']}")
                return
            passed.append(focus['what'])
        self.fail(f"{key} does not reach {wanted}, it passes " + '\n'.join(dict.fromkeys(passed)))

    def wait_for(self, wanted):
        self.evaluate(f'cchcFind({json.dumps(wanted)}).then(() => true)')

    def enter(self, then):
        """Press Enter and wait for what it leads to (CSS)."""
        self.press('Enter')
        self.wait_for(then)
        self.evaluate('cchcSettled()')

    def open_(self, login, action):
        self.show(login)
        self.evaluate(f'cchcOpen({json.dumps(action)})')

    def test_main_actions_without_a_mouse(self):
        self.genre.with_context(lang='en_US').name = "Short news"
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-04-30'})
        march, april = self.assignment(plan, '2024-M03'), self.assignment(plan, '2024-M04')
        draft_plan = self.plan_in('draft')
        with self.in_browser():
            self.open_('test.author', 'cchc_propaganda.cchc_my_work_action')
            self.reach('.o_cchc_section_todo button[data-kind=action_write_article]')
            self.enter('.o_cchc_article_form')
            self.reach('.o_field_widget[name=name]')
            self.type_("Written without a mouse")
            self.reach('.o_field_widget[name=genre_id]')
            self.type_("Short news")
            self.wait_for('.o-autocomplete--dropdown-item a:not(.o_loading)')
            self.evaluate('cchcSettled()')
            self.enter('.o_field_widget[name=genre_id]')
            self.reach('.o_field_widget[name=body]')
            self.type_("The forms are online.")
            self.reach('.o-mail-Chatter-sendMessage')                  # the text lets go of the focus
            self.reach('button[name=action_submit]', modifiers=SHIFT)
            self.enter('.o_arrow_button_current[data-value=submitted]')

            self.open_('test.editor', 'cchc_propaganda.cchc_article_action_review')
            self.reach('.o_kanban_record:not(.o_kanban_ghost)', 'ArrowDown')     # from the search, where one starts
            self.enter('.o_cchc_article_form')
            self.reach('button[name=action_approve]')
            self.enter('.o_arrow_button_current[data-value=approved]')

            self.open_('test.office', 'cchc_propaganda.cchc_dashboard_action')
            self.reach('.o_cchc_grid [data-cell]')
            self.reach(f'.o_cchc_grid [data-cell="{april.id}"]', 'ArrowRight')
            self.reach(f'.o_cchc_grid [data-cell="{march.id}"]', 'ArrowLeft')
            self.enter('.o_form_view .o_field_widget[name=outcome_text], .o_form_view .o_form_sheet')

            self.evaluate('cchcOpen(' + json.dumps({
                'type': 'ir.actions.act_window', 'res_model': 'cchc.plan', 'res_id': draft_plan.id,
                'views': [[False, 'form']]}) + ')')
            self.reach('.o_field_widget[name=row_ids] .o_field_x2many_list_row_add')
            self.enter('.o_selected_row')
            for name, text in (('code', "2"), ('name', "Typed without a mouse"), ('lead_text', "Office")):
                self.reach(f'.o_selected_row [name={name}]')
                self.type_(text)
            self.press('s', ALT)
            self.wait_for('.o_form_status_indicator_buttons.invisible')
        [article] = self.env['cchc.article'].search([('name', '=', "Written without a mouse")])
        self.assertEqual((article.state, article.publication_ids.assignment_id), ('approved', march))
        row = draft_plan.topic_ids.filtered(lambda topic: topic.code == '2')
        self.assertEqual((row.name, row.lead_department_ids), ("Typed without a mouse", self.units['office']))
