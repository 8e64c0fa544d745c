"""``import_document``: imports a plan or a progress report; a dry run without ``--commit``."""

import json
from argparse import ArgumentTypeError
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks.enums import DocumentLevel, ImportTreatment
from tasks.importing import Unreadable, read_raw_document
from tasks.importing.answer import (
    build_import_json,
    build_unreadable_json,
    describe_import,
    describe_import_result,
)
from tasks.importing.changes import Changes
from tasks.importing.choices import CHOOSABLE, CorrectionBasis, ImportChoices
from tasks.importing.document import ImportedDocument
from tasks.importing.form_fitting import KnownForm
from tasks.importing.headings import expand_government_name
from tasks.importing.import_actions import import_document
from tasks.importing.list_facts import read_list_facts
from tasks.importing.names import get_known_unit_names
from tasks.importing.old_files import PATIENCE_OF_JOBS
from tasks.importing.paper_forms import list_known_forms
from tasks.importing.raw import RawDocument
from tasks.importing.rhythms import build_rhythm_finder
from tasks.importing.understand import understand_document
from tasks.management.arguments import (
    PERIOD_CODES,
    PERIOD_HELP,
    parse_day_argument,
    parse_period_argument,
    parse_year_argument,
)
from tasks.models import Government
from tasks.outlooks.outlook_files import (
    OUTLOOK,
    build_outlook_json,
    describe_outlook,
    describe_outlook_result,
    find_outlook_government,
    find_stored_government,
    is_outlook,
    read_outlook_file,
)
from tasks.outlooks.report_actions import import_outlook
from tasks.periods import Rhythm
from tasks.terms import terms


class Command(BaseCommand):
    help = "读入方案或进展报告（.docx、.xlsx；有 LibreOffice 时也读旧格式）：默认预览，--commit 导入。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="Word 或 Excel 文件")
        parser.add_argument("--commit", action="store_true", help="写入；不加则只预览")
        parser.add_argument("--government", help=f"{terms.government}全称")
        parser.add_argument("--year", type=parse_year_argument, help="年度")
        parser.add_argument("--period", type=parse_period_argument, help=PERIOD_HELP)
        parser.add_argument("--kind", choices=("plan", "progress", OUTLOOK), help="方案、进展报告或计划报告")
        parser.add_argument("--create-units", action="store_true", help=f"新建尚未登记的单位和{terms.government}")
        parser.add_argument(
            "--decide", action="append", default=[], type=parse_decision, help="认定一处可疑的读法：编号=办法，可重复"
        )
        parser.add_argument("--form", dest="form_name", help="按已存的来文格式（名称）读取")
        parser.add_argument("--json", action="store_true", help="只输出 JSON")
        add_choice_arguments(parser)

    def handle(self, *, file, **options):
        filename = Path(file).name
        try:
            raw = read_raw_document(file, filename, settings.DUBAN_UPLOAD_LIMIT, PATIENCE_OF_JOBS)
        except Unreadable as error:
            if options["json"]:
                self.stdout.write(_format_json(build_unreadable_json(filename, str(error))))
            raise CommandError(str(error), returncode=1) from error
        government = choose_government_name(options["government"])
        if is_outlook(raw, options["kind"]):
            self.import_outlook(raw, government, options)
            return
        forms = find_forms(options["form_name"], government)
        understood = understand_document(
            raw,
            government=government,
            year=options["year"],
            period=options["period"],
            kind=options["kind"],
            known_units=get_known_unit_names(government),
            decisions=dict(options["decide"]),
            forms=forms,
            find_rhythm=build_rhythm_finder(find_government(government)),
        )
        document = understood.document
        if forms:
            note_form(document, forms[0].name, is_used=bool(understood.form))
        document.government = government or document.government
        given = {
            "by": None,
            "government_name": government,
            "create_units": options["create_units"],
            "choices": build_choices(options, document),
        }
        try:
            changes = import_document(document=document, commit=options["commit"], **given)
        except ValidationError as refusal:
            changes = import_document(document=document, commit=False, **given)
            changes.errors += refusal.messages
        self.answer(changes, options["json"])

    def import_outlook(self, raw: RawDocument, government: str | None, options: dict) -> None:
        """Imports a plan report."""
        outlook, noted = read_outlook_file(raw, options["year"])
        changes = import_outlook(
            outlook=outlook,
            filename=raw.filename,
            government=find_stored_government(government or find_outlook_government(outlook, raw)),
            by=None,
            commit=options["commit"],
            warnings=noted,
        )
        as_data = options["json"]
        self.stdout.write(
            _format_json(build_outlook_json(changes, raw)) if as_data else "\n".join(describe_outlook(changes))
        )
        if changes.errors:
            raise CommandError("\n".join([*changes.errors, describe_outlook_result(changes)]), returncode=1)

    def answer(self, changes: Changes, as_data: bool) -> None:
        if as_data:
            self.stdout.write(_format_json(build_import_json(changes)))
        else:
            self.stdout.write("\n".join(describe_import(changes)))
        if changes.errors or changes.document.blocked:
            told = [f"{one.at}　{one.message}" for one in changes.document.blocked]
            raise CommandError("\n".join([*changes.errors, *told, describe_import_result(changes)]), returncode=1)


def choose_government_name(given: str | None) -> str | None:
    """Returns the name as it is registered, or else written out; None without one."""
    if not given or Government.objects.filter(name=given).exists():
        return given
    return expand_government_name(given)


def find_government(name: str | None) -> Government | None:
    """Finds the government of a name, or the only one there is; None where there is none, or more than one."""
    known = list(Government.objects.filter(name=name) if name else Government.objects.all()[:2])
    return known[0] if len(known) == 1 else None


def find_forms(name: str | None, government: str | None) -> list[KnownForm]:
    """Finds the form of paper of a name, of the government or of the only one there is; none where none is asked for.

    Raises:
        CommandError: there is no such form.
    """
    if not name:
        return []
    known = find_government(government)
    forms = [form for form in list_known_forms(known) if form.name == name] if known else []
    if not forms:
        raise CommandError(f"没有名为“{name}”的来文格式；有多个{terms.place}的，请加 --government。", returncode=2)
    return forms


def note_form(document: ImportedDocument, name: str, *, is_used: bool) -> None:
    """Says that the document was read by a form, or that it has none of its tables."""
    if is_used:
        document.warnings.append(f"按来文格式“{name}”读取。")
    else:
        document.errors.append(f"文件中没有来文格式“{name}”的表头，未导入。")


def parse_decision(text: str) -> tuple[str, str]:
    """Returns key and remedy of ``KEY=REMEDY``.

    Raises:
        ArgumentTypeError: there is no sign of equality.
    """
    key, sign, remedy = text.rpartition("=")
    if not sign:
        raise ArgumentTypeError("应写作“编号=办法”，如 row:Sheet1!A5=drop。")
    return key, remedy


def add_choice_arguments(parser: CommandParser) -> None:
    """Adds what a person decides about a document of a year that has a plan."""
    parser.add_argument("--as", dest="treatment", choices=[one.value for one in CHOOSABLE], help="另一份清单或更正文件")
    parser.add_argument("--since", choices=PERIOD_CODES, help="自哪一期起")
    parser.add_argument("--title", help="清单的标题")
    parser.add_argument("--number", help="清单的文号")
    parser.add_argument("--issued-on", type=parse_day_argument, help="清单的印发日期，如 2024-03-15")
    parser.add_argument("--level", choices=[one.value for one in DocumentLevel], help="清单的级别")
    parser.add_argument("--decided-by", help="审议清单的会议")
    parser.add_argument("--basis", default="", help="更正的依据：文号或会议")
    parser.add_argument("--basis-on", type=parse_day_argument, help="依据的日期")
    parser.add_argument("--reason", default="", help="更正的理由")
    parser.add_argument("--take", action="append", help="只取用这些差异（预览中方括号内的编号），可重复")
    parser.add_argument("--link", action="append", help="只关联这些相近事项（预览中方括号内的编号），可重复")


def build_choices(options: dict, document: ImportedDocument) -> ImportChoices:
    """Builds the choices out of the options; facts of a list that are not given are as the file says."""
    facts = read_list_facts(document)
    given = {
        "title": options["title"],
        "document_number": options["number"],
        "issued_on": options["issued_on"],
        "level": DocumentLevel(options["level"]) if options["level"] else None,
        "decided_by": options["decided_by"],
    }
    return ImportChoices(
        treatment=ImportTreatment(options["treatment"]) if options["treatment"] else None,
        since=_parse_since(options["since"], document.rhythm),
        facts=replace(facts, **{name: value for name, value in given.items() if value is not None}),
        basis=CorrectionBasis(options["basis"], options["basis_on"], options["reason"]),
        taken=None if options["take"] is None else frozenset(options["take"]),
        linked=None if options["link"] is None else frozenset(options["link"]),
    )


def _parse_since(code: str | None, rhythm: Rhythm) -> int | None:
    """Returns the number of the period from which a document holds; None where none is given.

    Raises:
        CommandError: the plan has no such period; exit status 1.
    """
    if code is None:
        return None
    if not rhythm.has_code(code):
        raise CommandError(f"方案没有“{code}”这一期，可用 {'、'.join(rhythm.codes[1:])}。", returncode=1)
    return rhythm.parse_code(code)


def _format_json(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)
