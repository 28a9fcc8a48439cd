# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..common import CchcCommon

HEADER = "Title\tGenre\tAuthor\tUnit\tChannel\tPosted on\tLink"


class ArticleImportCase(CchcCommon):
    """A list of articles posted earlier, as it is pasted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.genre.with_context(lang='en_US').name = "Tin"
        cls.env['cchc.department.alias'].create({'department_id': cls.units['press'].id, 'name': "Phòng TT-BC-XB"})
        cls.env['cchc.channel.alias'].create({'channel_id': cls.channels['page'].id, 'name': "Trang CCHC tỉnh"})

    def listed(self, title="Forms online", genre="Tin", author="author", unit="Press", channel="Portal",
               day="5/3/2024", url=None):
        return '\t'.join((title, genre, author, unit, channel, day, self.link() if url is None else url))

    def preview(self, *rows, by='office', header=HEADER, **values):
        wizard = self.model('cchc.article.import', by).create({'text': '\n'.join((header, *rows)), **values})
        wizard.action_preview()
        return wizard

    def problems(self, *rows, **given):
        return [line.problem or '' for line in self.preview(*rows, **given).line_ids]

    def articles(self):
        return self.env['cchc.article'].search([('company_id', '=', self.company.id), ('is_registered', '=', True)])
