# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Word files as PDF, through LibreOffice where the server has it."""

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_logger = logging.getLogger(__name__)

SECONDS = 60        # the first start in a new profile takes five
# Macros never run, and nothing is fetched, whatever the document says.
_SETTINGS = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
'''


def pdf_of(docx: bytes) -> bytes | None:
    """Return the Word file as PDF; None where LibreOffice is not there or does not answer in time.

    Each call has a profile of its own, which is gone afterwards, so that calls at the same time do not meet.
    """
    office = shutil.which('soffice')
    if not office:
        return None
    with tempfile.TemporaryDirectory(prefix='cchc-pdf-') as folder:
        source, settings = Path(folder, 'document.docx'), Path(folder, 'profile/user/registrymodifications.xcu')
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS)
        source.write_bytes(docx)
        command = [
            office, f'-env:UserInstallation={Path(folder, "profile").as_uri()}', '--headless', '--norestore',
            '--nodefault', '--nolockcheck', '--nofirststartwizard', '--convert-to', 'pdf:writer_pdf_Export', '--outdir',
            folder, str(source)]
        environment = {'HOME': folder, 'TMPDIR': folder, 'PATH': os.environ.get('PATH', os.defpath), 'LANG': 'C.UTF-8'}
        _run(command, environment, folder)
        made = source.with_suffix('.pdf')
        return made.read_bytes() if made.exists() else None


def _run(command, environment, folder):
    """Run the command and end it with everything that it started, at the latest when its time is over."""
    process = subprocess.Popen(  # noqa: S603 - a command of ours, without a shell; nothing of a client is in it
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        if code := process.wait(SECONDS):
            _logger.warning("LibreOffice ended with %s", code)
    except subprocess.TimeoutExpired:
        _logger.warning("LibreOffice was ended after %s seconds", SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError):      # all of it has ended
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
