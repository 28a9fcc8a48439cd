# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import subprocess
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...models.core import libreoffice
from ...tools.article_docx import ArticleText, article_docx


@tagged('post_install', '-at_install')
class TestLibreOffice(BaseCase):
    """A Word file becomes PDF where LibreOffice is, and nothing waits for it for ever."""

    def setUp(self):
        super().setUp()
        self.folders = []

    def started(self, *command):
        """Start this command instead of LibreOffice, and remember where it was to write."""
        popen = subprocess.Popen

        def start(given, **options):
            self.folders.append(options['cwd'])
            self.given, self.environment = given, options['env']
            return popen(command, **options)

        return patch.object(libreoffice.subprocess, 'Popen', start)

    def present(self, path):
        return patch.object(libreoffice.shutil, 'which', lambda name: path)

    def test_without_libreoffice_there_is_no_pdf(self):
        with self.present(None), self.started('/bin/true'):
            self.assertIsNone(libreoffice.pdf_of(b''))
        self.assertEqual(self.folders, [])

    def test_what_hangs_is_ended_with_all_that_it_started(self):
        kept = Path(self.enterContext(tempfile.TemporaryDirectory()), 'child')
        with (self.present('/usr/bin/soffice'), patch.object(libreoffice, 'SECONDS', 2),
              self.started('/bin/sh', '-c', f'sleep 60 & echo $! >{kept}; wait'),
              self.assertLogs(libreoffice._logger, 'WARNING')):
            self.assertIsNone(libreoffice.pdf_of(b''))
        state = Path(f'/proc/{kept.read_text().strip()}/stat')
        self.assertTrue(not state.exists() or state.read_text().split()[2] == 'Z')

    def test_each_call_has_a_profile_of_its_own_without_macros_and_leaves_nothing(self):
        with (self.present('/usr/bin/soffice'), patch.dict('os.environ', {'PGPASSWORD': 'secret'}),
              self.started('/bin/sh', '-c', 'cp profile/user/registrymodifications.xcu document.pdf')):
            settings, again = libreoffice.pdf_of(b''), libreoffice.pdf_of(b'')
        self.assertEqual(settings, again)
        self.assertIn(b'"DisableMacrosExecution"', settings)
        self.assertEqual(len(set(self.folders)), 2)
        self.assertFalse(any(Path(folder).exists() for folder in self.folders))
        self.assertIn(f'-env:UserInstallation=file://{self.folders[1]}/profile', self.given)
        self.assertNotIn('PGPASSWORD', self.environment)

    def test_libreoffice_of_this_machine(self):
        """Where it is installed it makes a PDF; elsewhere the caller prints in another way."""
        made = libreoffice.pdf_of(article_docx(ArticleText("Kế hoạch", "<p>Một cửa</p>")))
        self.assertEqual(made[:4] if made else b'', b'%PDF' if libreoffice.shutil.which('soffice') else b'')
