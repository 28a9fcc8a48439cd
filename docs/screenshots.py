# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Take the pictures of the README, of docs/vi, of the guides in the app and of the app store pages again.

`./bin/demo --no-serve` and `./bin/demo --no-serve --province`, then `.cache/python/bin/python docs/screenshots.py`.
With names, only these pictures are taken: `.cache/python/bin/python docs/screenshots.py province my-work`.
Serves the databases of both demonstrations as they are, looks at each screen as the role that uses it, prints the
report that the demonstration wrote, and puts all that into `docs/images/`.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import guides
import store
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / 'docs/images'
PORT = 8079
DESKTOP, PHONE = (1440, 900), (390, 844)
REVIEW = '/odoo/action-cchc_propaganda.cchc_article_action_review'
PLANS = '/odoo/action-cchc_propaganda.cchc_plan_action'
PLAN_IMPORT = '/odoo/action-cchc_propaganda.cchc_plan_import_action'
FOLLOW_UP = '/odoo/action-cchc_propaganda.cchc_dashboard_action'
OVERVIEW = '/odoo/action-cchc_propaganda_report.cchc_overview_action'
SETTINGS = '/odoo/action-cchc_propaganda.action_cchc_agency_settings'
PEOPLE = '/odoo/action-cchc_propaganda.action_cchc_person'
REPORTS = '/odoo/action-cchc_propaganda_report.cchc_report_action'
REORGANISATIONS = '/odoo/action-cchc_propaganda.cchc_reorganisation_action'
SCORING = '/odoo/action-cchc_propaganda_report.cchc_scoring_action'
OUTREACH = '/odoo/action-cchc_propaganda.cchc_outreach_action'
PROVINCE = '/odoo/action-cchc_propaganda_report.cchc_report_agency_action'
INSPECTIONS = '/odoo/action-cchc_propaganda_report.cchc_inspection_action'
CARD = '.o_kanban_group:nth-child({}) .o_kanban_record .fw-bold'

# picture: (account, address, size, what to click on the way; a pair: where to choose which file)
PICTURES = {
    'my-work': ('chuyenvien.thanhtra', '/odoo', DESKTOP, []),
    'my-work-phone': ('chuyenvien.thanhtra', '/odoo', PHONE, []),
    'unit-work': ('chanhthanhtra', '/odoo', DESKTOP, ['.o_cchc_unit_scope']),
    'article-new': ('chanhthanhtra', '/odoo', DESKTOP, [
        '.o_cchc_unit_scope', 'button[data-kind=action_write_article] >> nth=0']),
    'link-phone': ('chuyenvien.thanhtra', '/odoo', PHONE, ['button[data-kind=action_enter_link] >> nth=0']),
    'assignment': ('chanhthanhtra', '/odoo', DESKTOP, [
        '.o_cchc_unit_scope', '.o_cchc_section_overdue .o_cchc_what a >> nth=0']),
    'assignment-office': ('vanphong', FOLLOW_UP, DESKTOP, [
        '.o_cchc_totals [data-total=overdue]', '.o_data_row:nth-child(1) .o_data_cell[name=met_by_name]']),
    'review': ('bientap1', REVIEW, DESKTOP, []),
    'review-phone': ('bientap1', REVIEW, PHONE, []),
    'article': ('bientap1', REVIEW, DESKTOP, [CARD.format(1)]),
    'article-published': ('bientap1', REVIEW, DESKTOP, [CARD.format(3)]),
    'plan': ('vanphong', PLANS, DESKTOP, ['.o_data_row:nth-child(1) .o_data_cell[name=name]']),
    'plan-import': ('vanphong', PLAN_IMPORT, DESKTOP, [
        ('.o_field_widget[name=file] input[type=file]', ROOT / 'out/ke-hoach-tuyen-truyen-nam-2024.docx'),
        'button[name=action_preview] >> nth=0', '.o_field_widget[name=assignment_preview] >> nth=0']),
    'follow-up': ('vanphong', FOLLOW_UP, DESKTOP, []),
    'overview': ('phogiamdoc', OVERVIEW, DESKTOP, []),
    'settings': ('quantri', SETTINGS, DESKTOP, []),
    'people': ('quantri', PEOPLE, DESKTOP, []),
    'person-add': ('quantri', PEOPLE, DESKTOP, ['button:has-text("Thêm người") >> nth=0']),
    'outreach': ('vanphong', OUTREACH, DESKTOP, []),
    'report-unit': ('truongphong.ttbcxb', REPORTS, DESKTOP, [
        '.o_data_row >> nth=0 >> .o_data_cell[name=display_name]', 'button[name=action_refresh] >> nth=0']),
    'scoring': ('vanphong', SCORING, DESKTOP, ['.o_data_row >> nth=0 >> .o_data_cell[name=name]']),
    'report-agency': ('vanphong', REPORTS, DESKTOP, [
        '.o_data_row:has-text("uý III năm") >> nth=0 >> .o_data_cell[name=display_name]']),
}

# the same of the province
PICTURES_OF_PROVINCE = {
    'province': ('snv.vanphong', PROVINCE, DESKTOP, []),
    'province-agency': ('snv.vanphong', PROVINCE, DESKTOP, [
        '.o_data_row:has-text("Sở Xây dựng") .o_data_cell[name=name]']),
    'province-remind': ('snv.vanphong', PROVINCE, DESKTOP, ['button:has-text("Nhắc…") >> nth=0']),
    'inspection': ('snv.thanhtra', INSPECTIONS, DESKTOP, ['.o_data_row >> nth=0 >> .o_data_cell[name=user_id]']),
    'inspection-log': ('snv.thanhtra', INSPECTIONS, DESKTOP, [
        '.o_data_row >> nth=0 >> .o_data_cell[name=user_id]', 'button[name=action_open_log]']),
}
# What the demonstration has not, and what is therefore entered in a copy of it: an amendment, and the split of a unit.
PICTURES_OF_COPY = {
    'plan-amendment': ('vanphong', f'{PLANS}/{{amendment}}', DESKTOP, []),
    'reorganise': ('vanphong', f'{REORGANISATIONS}/{{split}}', DESKTOP, []),
}
COPY = 'cchc_demo_copy'
ENTERED = """
office = env['res.users'].search([('login', '=', 'vanphong')])
env = env(user=office.id, context={'lang': office.lang, 'tz': office.tz, 'allowed_company_ids': office.company_id.ids})
plan = env['cchc.plan'].search([('state', '=', 'published'), ('amends_id', '=', False)], order='year desc', limit=1)
amendment = plan.browse(plan.action_amend()['res_id'])
rows = {row.code: row for row in amendment.topic_ids if row.code}
rows['3'].name = rows['3'].name.replace("Cổng TTĐT của Sở", "Cổng TTĐT và trang Zalo của Sở")
rows['4.2'].obligation_ids.due_day = 20
env['cchc.topic'].create({
    'plan_id': amendment.id, 'code': '5', 'sequence': 1000, 'name': "Giới thiệu mô hình, sáng kiến về CCHC",
    'lead_department_ids': rows['3'].lead_department_ids.ids, 'time_text': rows['3'].time_text})
unit = env.ref('cchc_propaganda.department_inspectorate')
split = env['cchc.reorganisation'].create({
    'kind': 'split', 'old_department_ids': unit.ids, 'basis': "Quyết định số 20/QĐ-STTTT",
    'target_ids': [(0, 0, {'name': name}) for name in ("Phòng Pháp chế", "Phòng Tiếp công dân")]})
split.action_preview()
env.cr.commit()
print('entered:', amendment.id, split.id)
"""

# file that the demonstration wrote: pages and their pictures
PRINTED = {
    'bao-cao-quy-1-nam-2024.xlsx': {1: 'report-cover', 3: 'report-figures', 7: 'report-appendix'},
    'bao-cao-quy-1-nam-2024.docx': {1: 'report-word'},
    'ke-hoach-tuyen-truyen-nam-2024.docx': {1: 'plan-word'},
}


def main(names):
    IMAGES.mkdir(exist_ok=True)
    if pictures := _chosen(PICTURES, names):
        _take_all(pictures, 'demo-accounts.txt')
    if pictures := _chosen(PICTURES_OF_PROVINCE, names):
        _take_all(pictures, 'demo-accounts-cchc_demo_province.txt', '--province')
    if _chosen(PICTURES_OF_COPY, names):
        _take_of_copy()
    if not names:
        _take_printed()
    store.main()
    guides.main()


def _chosen(pictures, names):
    return {name: how for name, how in pictures.items() if not names or name in names}


def _take_of_copy():
    """Enter in a copy of the demonstration what it has not, and take the pictures of that."""
    odoo = ROOT / 'bin/odoo'
    subprocess.run([odoo, 'db', 'duplicate', '--force', 'cchc_demo', COPY], check=True)
    try:
        shell = subprocess.run([odoo, 'shell', '-d', COPY, '--log-level=error'], input=ENTERED, text=True, check=True,
                               stdout=subprocess.PIPE)
        __, entered = shell.stdout.rsplit('entered:', 1)
        ids = dict(zip(('amendment', 'split'), entered.split(), strict=False))
        _take_all({name: (login, address.format(**ids), *rest) for name, (login, address, *rest) in
                   PICTURES_OF_COPY.items()}, 'demo-accounts.txt', '--database', COPY)
    finally:
        subprocess.run([odoo, 'db', 'drop', COPY], check=True)


def _take_all(pictures, accounts, *options):
    """Serve the database of a demonstration and take its pictures."""
    lines = (ROOT / '.cache' / accounts).read_text().splitlines()
    passwords = dict(line.split()[:2] for line in lines if line)
    server = subprocess.Popen(
        [ROOT / 'bin/demo', '--keep', '--port', str(PORT), *options], stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(f'http://127.0.0.1:{PORT}/web/health')
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path='/usr/bin/chromium', args=['--no-sandbox'])
            for name, (login, address, size, clicks) in pictures.items():
                _take(browser, name, login, passwords[login], address, size, clicks)
            browser.close()
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(60)


def _wait_for(url):
    for __ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:     # it does not answer yet
            time.sleep(1)
    raise SystemExit(f"{url} does not answer")


def _take(browser, name, login, password, address, size, clicks):
    page = browser.new_context(
        viewport=dict(zip(('width', 'height'), size, strict=True)), locale='vi-VN', timezone_id='Asia/Ho_Chi_Minh',
    ).new_page()
    page.set_default_timeout(120_000)   # a busy machine is slow
    page.goto(f'http://127.0.0.1:{PORT}/web/login')
    page.fill('input[name=login]', login)
    page.fill('input[name=password]', password)
    page.click('button[type=submit]')
    page.wait_for_selector('.o_main_navbar')
    page.goto(f'http://127.0.0.1:{PORT}{address}')
    page.wait_for_selector('.o_content')
    for step in clicks:
        if isinstance(step, tuple):
            page.set_input_files(*step)
        else:
            page.click(step)
    page.wait_for_timeout(3000)   # pictures and badges come after the page
    path = IMAGES / f'{name}.png'
    page.screenshot(path=path)
    store.shrink(path)
    if page.locator('.o_form_button_cancel:visible').count():   # a form that is left would be saved
        page.click('.o_form_button_cancel')
        page.wait_for_timeout(1000)
    page.context.close()


def _take_printed():
    """Print plan and report of the first quarter and take some of their pages."""
    quiet = {'check': True, 'stdout': subprocess.DEVNULL}
    for file, pages in PRINTED.items():
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{folder}/profile',
                            '--convert-to', 'pdf', '--outdir', folder, ROOT / 'out' / file], **quiet)
            for number, name in pages.items():
                subprocess.run(['pdftoppm', '-r', '100', '-png', '-singlefile', '-f', str(number),
                                Path(folder, file).with_suffix('.pdf'), IMAGES / name], **quiet)
                store.shrink(IMAGES / f'{name}.png')


if __name__ == '__main__':
    main(sys.argv[1:])
