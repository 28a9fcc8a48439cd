# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fill in a Word template: placeholders {{ … }} and {% … %} in a .docx, which somebody wrote in Word.

docxtpl hands the text of a template to Jinja, which would run whatever it says. So a template here is only what a form
needs: names, conditions and loops over the given data. It may call, compute and define nothing; it sees plain data
alone; how much it does and how long it becomes is limited; and what it prints is escaped. Whatever else a file could
bring along (macros, embedded programs, contents fetched from elsewhere, fields that fetch or run) is refused.

The same template and the same data give the same bytes.
"""

import io
import re
from collections.abc import Mapping

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from .. import limits
from ..archive import repacked
from ..word import BROKEN, WordError, check_word
from .errors import TemplateError
from .finish import Properties, describe, let_break, turn
from .language import Environment, plain_data, told
from .package import check_package, safe_parser
from .texts import numbered_texts


def render(template: bytes, data: Mapping, properties: Properties | None = None, wide: bool = False) -> bytes:
    """Return the filled-in .docx. ``data``: texts, numbers, lists and dictionaries, and nothing else. ``wide``: the
    last section is turned to landscape. Raise :class:`TemplateError`."""
    plain = plain_data(data)
    try:
        check_word(template, limits.TEMPLATE)
    except WordError as error:
        raise TemplateError(error.code, **error.values) from error
    try:
        document = _Document(io.BytesIO(template))
        document.render(plain, Environment())
        describe(document.docx, properties or Properties())
        let_break(document.docx)
        if wide:
            turn(document.docx)
        stream = io.BytesIO()
        document.docx.save(stream)
        return repacked(stream.getvalue())
    except TemplateError:
        raise
    except (etree.XMLSyntaxError, *BROKEN) as error:
        raise TemplateError('damaged') from error


class _Document(DocxTemplate):
    """docxtpl, which turns placeholders in Word into Jinja and back."""

    def render(self, context, jinja_env=None, autoescape=True):
        self.render_init()
        check_package(self.docx)
        jinja_env.looks = numbered_texts(self.docx.element.body)
        return super().render(context, jinja_env)

    def init_docx(self, reload=True):
        if self.docx:       # the placeholders for texts are numbered in the document that is open
            return None
        return super().init_docx(reload)

    def render_xml_part(self, src_xml, part, context, jinja_env=None):
        source = re.sub(r'<w:p([ >])', r'\n<w:p\1', src_xml)
        try:
            template = jinja_env.template(source)
            pieces, left = [], jinja_env.letters
            for piece in template.generate(context):
                pieces.append(piece)
                left -= len(piece)
                if left < 0:
                    raise TemplateError('output')
        except (JinjaError, TemplateError, SyntaxError, RecursionError, MemoryError, OverflowError, *BROKEN) as error:
            raise told(error, source) from error
        jinja_env.letters = left
        return self.resolve_listing(re.sub(r'\n<w:p([ >])', r'<w:p\1', ''.join(pieces)))

    def fix_tables(self, xml):
        """Refuse what no longer is a document: docxtpl would mend it by leaving out parts of it."""
        try:
            etree.fromstring(xml, safe_parser())
        except etree.XMLSyntaxError as error:
            raise TemplateError('layout') from error
        return super().fix_tables(xml)

    def render_properties(self, context, jinja_env=None):
        """What the file says about itself comes from the caller."""

    def render_footnotes(self, context, jinja_env=None):
        """Fill in each part once: docxtpl does it once for each section, and would run what was filled in."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(('.footnotes+xml', '.endnotes+xml')):
                xml = self.render_xml_part(self.patch_xml(part.blob.decode()), part, context, jinja_env)
                etree.fromstring(xml.encode(), safe_parser())
                part._blob = xml.encode()
