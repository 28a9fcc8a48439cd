# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the placeholders of a template may say: names, conditions and loops over plain data, in Jinja's sandbox."""

import re
from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .. import limits
from ..characters import xml_safe
from ..document_text import lines
from .errors import Located, TemplateError
from .texts import Look

# What a template may say, as kinds of Jinja's nodes. Calls are not among them, and nothing that defines a name.
_SYNTAX = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Getattr,
    nodes.Getitem, nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Concat, nodes.Neg)
_FILTERS = frozenset({
    'capitalize', 'count', 'default', 'first', 'join', 'last', 'length', 'lower', 'text', 'trim', 'upper'})
_TESTS = frozenset({'defined', 'undefined', 'none', 'odd', 'even'})
_LOOP = frozenset({'index', 'index0', 'first', 'last', 'length', 'revindex', 'revindex0'})
_OPEN = re.compile(r"block that needs to be closed is '(\w+)'")


def plain_data(value):
    """Return a copy of the data that holds nothing but plain text, numbers, lists and dictionaries."""
    if isinstance(value, str):
        return xml_safe(str.__str__(value))     # not Markup, which would be printed without escaping
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain_data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(item) for item in value]
    raise TypeError(f"a template gets plain data, not {type(value).__name__}")


class Environment(ImmutableSandboxedEnvironment):
    """One template being filled in once: what it may use, and how much of its work is left."""

    def __init__(self):
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_printed)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS if name in self.filters} | {
            'text': self._text, 'join': _joined, '_counted': self._counted}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.work = limits.TEMPLATE_WORK
        self.letters = limits.TEMPLATE_XML
        self.looks = []

    def getattr(self, obj, attribute):
        """Return a part of the data. Nothing that Python knows of an object is reached, whatever its name."""
        if isinstance(obj, Undefined):
            str(obj)        # raises: it names what is not there
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj, argument):
        if isinstance(obj, list) and isinstance(argument, int):
            return obj[argument] if -len(obj) <= argument < len(obj) else self.undefined(obj=obj, name=argument)
        return self.getattr(obj, argument)

    def call(self, *args, **kwargs):
        raise TemplateError('forbidden', words='( )')

    def template(self, source):
        """Return the compiled template. Raise TemplateError for whatever a template may not say."""
        tree = self.parse(source)
        for node in _all_nodes(tree):
            self._check(node)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, '_counted', [nodes.Const(_weight(loop))], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return self.template_class.from_code(self, self.compile(tree), {}, None)

    def _check(self, node):
        words = ''
        if not isinstance(node, _SYNTAX + (nodes.Keyword,)) or isinstance(node, nodes.For) and node.recursive:
            words = type(node).__name__.lower()
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            words = f'|{node.name}'
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            words = f'is {node.name}'
        elif isinstance(node, nodes.Name) and node.name.startswith('_') or (
                isinstance(node, nodes.Getattr) and node.attr.startswith('_')):
            words = node.name if isinstance(node, nodes.Name) else node.attr
        if words:
            raise Located('forbidden', node.lineno, words=words)

    def take(self, work):
        self.work -= work
        if self.work < 0:
            raise TemplateError('endless')

    def _counted(self, value, weight):
        """Return the list that a loop goes over, after taking its work from what is left."""
        if isinstance(value, Undefined):
            str(value)      # raises: there is no such name
        if not isinstance(value, list):
            raise TemplateError('value')
        self.take(weight * len(value))
        return value

    def _text(self, value, look=-1):
        """Return the paragraphs and tables of a text, in the look of the paragraph in which the placeholder stands."""
        if isinstance(value, Undefined):
            str(value)
        blocks = lines(value) if isinstance(value, str) else value or []
        if not isinstance(blocks, list) or not all(
                isinstance(block, dict) and block.keys() & {'runs', 'rows'} for block in blocks):
            raise TemplateError('value')
        found = self.looks[look] if isinstance(look, int) and 0 <= look < len(self.looks) else Look()
        return Markup(found.xml(blocks))    # noqa: S704 - made element by element, its texts escaped


def _all_nodes(tree):
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        pending += node.iter_child_nodes()


def _weight(loop):
    """Return how much work one round of the loop is: the expressions in it."""
    return 1 + sum(1 for part in (*loop.body, *loop.else_) for __ in _all_nodes(part))


def _printed(value):
    """Return what a placeholder prints: nothing for what is empty; lists and the like are not printed."""
    if value is None or isinstance(value, bool):
        return ''
    if isinstance(value, (str, int, float, Undefined)):
        return value
    raise TemplateError('value')


def _joined(value, between=''):
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TemplateError('value')
    return str(between).join(value)


def told(error, source):
    """Return the TemplateError for an error of Jinja or of ours, with the line of the document in which it happened."""
    lineno = getattr(error, 'lineno', None)
    if not isinstance(error, (Located, TemplateSyntaxError)):
        trace = error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename == '<template>':
                lineno = trace.tb_lineno
            trace = trace.tb_next
    place = _place(source, lineno)
    if isinstance(error, TemplateError):
        return TemplateError(error.code, **{'place': place, **error.values})
    if isinstance(error, UndefinedError):
        found = re.findall(r"'([^']*)'", error.message or '')
        return TemplateError('name', words=found[-1] if found else '', place=place)
    if isinstance(error, SecurityError):
        return TemplateError('forbidden', words='', place=place)
    if opened := _OPEN.search(getattr(error, 'message', None) or ''):
        return TemplateError('open', words=opened[1], place=place)
    return TemplateError('syntax', place=place)


def _place(source, lineno):
    found = source.split('\n')
    line = found[lineno - 1] if lineno and 0 < lineno <= len(found) else ''
    return ' '.join(re.sub(r'<[^>]*>', '', line).split())[:limits.TEMPLATE_TAG]
