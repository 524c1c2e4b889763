"""PDF and OFD: lines become the paragraphs that were typed; what stands around them goes."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2", reason="needs the extra [docs]")

from page_builder import A4, PARAGRAPHS, Photo, Rule, Set, columns_of, ofd, pdf

from scorer.errors import ReadError
from scorer.readers.limits import Limits
from scorer.readers.ofd import read_ofd
from scorer.readers.pdf import read_pdf
from scorer.readers.rawfile import RawFile
from scorer.report import BlockKind

WRITERS = {"pdf": (pdf, read_pdf), "ofd": (ofd, read_ofd)}


@pytest.fixture(params=list(WRITERS))
def content_of(request):
    """Writes pages in one of the formats and reads them again."""
    write, read = WRITERS[request.param]

    def content(pages, **options):
        return read(RawFile(name="报告", data=write(pages, **options)))

    return content


@pytest.fixture
def no_recognition(monkeypatch):
    for module in ("pdf", "ofd", "pictures"):
        monkeypatch.setattr(f"scorer.readers.{module}.recogniser", lambda: None)


def texts(content) -> list[str]:
    return [block.text for block in content.blocks]


def test_lines_become_the_paragraphs_that_were_typed(content_of):
    content = content_of(columns_of(PARAGRAPHS))
    assert texts(content) == PARAGRAPHS
    assert (content.gaps, content.warnings) == ((), ())


def test_paragraphs_run_on_over_pages_and_know_where_they_begin(content_of):
    content = content_of(columns_of(PARAGRAPHS * 5))
    assert texts(content) == PARAGRAPHS * 5
    assert {block.page for block in content.blocks} == {1, 2, 3}
    assert [block.page for block in content.blocks] == sorted(b.page for b in content.blocks)


def test_running_headers_and_page_numbers_go(content_of):
    pages = columns_of(PARAGRAPHS * 5)
    for number, page in enumerate(pages, start=1):
        page.insert(0, Set(200, 60, 10.5, "某某区人民政府办公室文件"))
        page.append(Set(280, 800, 14, f"— {number} —"))
        page.append(Set(60, 800, 9, f"打印时间2024年1月{number}日"))
    assert texts(content_of(pages)) == PARAGRAPHS * 5


@pytest.mark.parametrize("number", ["1", "-1-", "第1页", "第 1 页 共 3 页", "1/3", "— 一 —"])
def test_page_numbers_of_all_forms_go(content_of, number):
    pages = columns_of(PARAGRAPHS)
    pages[0].append(Set(280, 810, 10.5, number))
    assert texts(content_of(pages)) == PARAGRAPHS


def test_a_number_at_the_foot_that_belongs_to_a_line_stays(content_of):
    page = [Set(90, 800, 16, "全年办结案件共计"), Set(340, 800, 16, "12")]
    assert texts(content_of([page])) == ["全年办结案件共计\t12"]


def test_a_header_of_one_page_only_does_not_break_its_paragraph(content_of):
    pages = columns_of(PARAGRAPHS * 8)
    pages[2].insert(0, Set(200, 60, 10.5, "内部资料请勿外传"))
    assert texts(content_of(pages)) == PARAGRAPHS * 8


def test_columns_are_read_one_after_the_other(content_of):
    (left,) = columns_of(PARAGRAPHS, left=60, characters=20, size=10.5, step=18)
    (right,) = columns_of(PARAGRAPHS, left=320, characters=20, size=10.5, step=18)
    title = Set(150, 70, 20, "某某区法治政府建设情况年度报告摘要")
    both = [item for pair in zip(left, right, strict=True) for item in pair]
    assert texts(content_of([[title, *both]])) == [title.text, *PARAGRAPHS, *PARAGRAPHS]


def ruled(xs, ys) -> list[Rule]:
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def test_rows_of_a_ruled_table_keep_their_cells(content_of):
    page = [
        Set(90, 100, 16, "（一）指标完成情况。"),
        *ruled([80, 200, 300, 520], [120, 150, 210]),
        *(Set(x, 140, 12, text) for x, text in ((90, "指标"), (210, "件数"), (310, "说明"))),
        Set(90, 175, 12, "行政复议"),
        Set(210, 185, 12, "12件"),
        Set(310, 170, 12, "其中维持九件撤销两件终止一件均"),
        Set(310, 190, 12, "在法定期限内办结"),
        Set(90, 240, 16, "表后一段。"),
    ]
    found = content_of([page]).blocks
    assert [block.text for block in found] == [
        "（一）指标完成情况。",
        "指标\t件数\t说明",
        "行政复议\t12件\t其中维持九件撤销两件终止一件均在法定期限内办结",
        "表后一段。",
    ]
    assert [block.kind for block in found][1:3] == [BlockKind.TABLE_ROW] * 2


def test_a_cell_merged_downwards_belongs_to_its_first_row(content_of):
    rules = [Rule(80, 120, 520, 120), Rule(200, 150, 520, 150), Rule(80, 180, 520, 180)]
    rules += [Rule(x, 120, x, 180) for x in (80, 200, 520)]
    cells = [Set(90, 155, 12, "普法"), Set(210, 140, 12, "讲座三场"), Set(210, 170, 12, "答题两次")]
    assert texts(content_of([[*rules, *cells]])) == ["普法\t讲座三场", "答题两次"]


def test_a_border_around_the_page_is_no_table(content_of):
    (page,) = columns_of(PARAGRAPHS)
    assert texts(content_of([[*ruled([50, 560], [50, 800]), *page]])) == PARAGRAPHS


RED_HEAD = [
    Set(160, 120, 30, "某某区人民政府文件"),
    Set(230, 165, 16, "某政发〔2026〕3号"),
    Rule(90, 180, 505, 180),
    Set(120, 230, 22, "某某区人民政府关于法治政府"),
    Set(160, 262, 22, "建设情况的报告"),
    Set(90, 310, 16, "区委全面依法治区委员会："),
]
IMPRINT = ["抄送：区司法局，区委办公室。", "某某区人民政府办公室\t2026年1月10日印发"]


def test_a_document_with_a_red_head_keeps_number_addressee_and_imprint(content_of):
    pages = [list(RED_HEAD), *columns_of(PARAGRAPHS * 2)]
    pages[-1] += [
        Rule(90, 760, 505, 760),
        Set(90, 780, 14, IMPRINT[0]),
        Set(90, 805, 14, "某某区人民政府办公室"),
        Set(370, 805, 14, "2026年1月10日印发"),
        Rule(90, 812, 505, 812),
    ]
    for number, page in enumerate(pages, start=1):
        page.append(Set(280, 830, 14, f"— {number} —"))
    head = [item.text for item in RED_HEAD if isinstance(item, Set)]
    assert texts(content_of(pages)) == [*head, *PARAGRAPHS * 2, *IMPRINT]


def test_leaning_watermarks_go(content_of):
    (page,) = columns_of(PARAGRAPHS)
    assert texts(content_of([[Set(150, 500, 40, "内部资料", angle=37), *page]])) == PARAGRAPHS


def test_a_centred_title_stands_alone_and_its_second_line_too(content_of):
    (page,) = columns_of(PARAGRAPHS, top=180)
    title = [Set(150, 100, 22, "某某区人民政府办公室"), Set(190, 135, 22, "情况报告")]
    assert texts(content_of([[*title, *page]])) == ["某某区人民政府办公室", "情况报告", *PARAGRAPHS]


def test_a_line_broken_early_for_a_long_number_goes_on(content_of):
    lines = [
        "　　全年区政府网站主动公开信息，其中发布的条数为",
        "123456条，较上年增长百分之五，各类平台阅读",
    ]
    page = [Set(90, 110, 16, lines[0]), Set(90, 138, 16, lines[1]), Set(90, 166, 16, "历年最高。")]
    assert len(content_of([page]).blocks) == 1


def test_pages_beyond_the_limit_are_refused():
    pages = columns_of(PARAGRAPHS * 5)
    for write, read in WRITERS.values():
        with pytest.raises(ReadError, match="3 页，超过 2 页"):
            read(RawFile(name="a", data=write(pages), limits=Limits(pages=2)))


def test_when_time_is_up_the_rest_is_a_gap():
    pages = columns_of(PARAGRAPHS * 5)
    for write, read in WRITERS.values():
        content = read(RawFile(name="a", data=write(pages), limits=Limits(seconds=-1)))
        assert content.blocks == ()
        assert "没有读" in content.gaps[0].message


def test_a_page_that_is_a_picture_is_a_gap_without_recognition(content_of, no_recognition):
    text = columns_of(PARAGRAPHS)[0]
    content = content_of([text, [Photo(0, 0, *A4)], []])
    assert texts(content) == PARAGRAPHS
    (gap,) = content.gaps
    assert gap.page == 2
    assert "第 2 页是扫描件" in gap.message
    assert "pip install" in gap.message


def test_a_large_picture_beside_text_is_a_gap_and_a_small_one_is_not(content_of, no_recognition):
    head = [Set(90, 100, 16, "现将有关情况报告如下："), Photo(60, 130, 480, 600)]
    (gap,) = content_of([head]).gaps
    assert "第 1 页有大幅图片，需要文字识别组件" in gap.message
    assert content_of([[Set(90, 100, 16, "落款"), Photo(400, 90, 120, 120)]]).gaps == ()


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_are_read_upright(rotation):
    width, height = A4
    turn = {
        90: lambda s: s._replace(x=s.y, y=height - s.x, angle=90),
        180: lambda s: s._replace(x=width - s.x, y=height - s.y, angle=180),
        270: lambda s: s._replace(x=width - s.y, y=s.x, angle=270),
    }[rotation]
    lines = [Set(90, 100 + 28 * n, 16, text) for n, text in enumerate(["第一行。", "第二行。"])]
    content = read_pdf(RawFile(name="a", data=pdf([[turn(s) for s in lines]], rotate=rotation)))
    assert texts(content) == ["第一行。", "第二行。"]


def test_a_scan_with_its_own_text_layer_is_read_and_said_to_be_one():
    page = [Photo(0, 0, *A4), *columns_of(PARAGRAPHS)[0]]
    content = read_pdf(RawFile(name="a", data=pdf([page])))
    assert texts(content) == PARAGRAPHS
    assert "第 1 页是扫描图像" in content.warnings[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.4\nnothing", "PDF 已损坏"),
        (pdf([[Set(90, 100, 16, "甲")]]).replace(b"/Root 1 0 R", b"/Root 9 0 R"), "PDF 已损坏"),
    ],
)
def test_damaged_pdfs_are_refused(data, word):
    with pytest.raises(ReadError, match=word):
        read_pdf(RawFile(name="a.pdf", data=data))


def test_a_damaged_page_is_a_gap():
    data = pdf(columns_of(PARAGRAPHS * 2)).replace(
        b"/Type /Page /Parent 2 0 R", b"/Type /Nope /Parent 2 0 ", 1
    )
    content = read_pdf(RawFile(name="a", data=data))
    assert content.gaps or texts(content)


def test_incomplete_ofds_are_refused_or_say_what_is_missing():
    from docx_builder import zipped

    with pytest.raises(ReadError, match="OFD 已损坏"):
        read_ofd(RawFile(name="a", data=zipped({"x": b""})))
    root = b"<OFD><DocBody><DocRoot>Doc_0/D.xml</DocRoot></DocBody></OFD>"
    with pytest.raises(ReadError, match="OFD 已损坏"):
        read_ofd(RawFile(name="a", data=zipped({"OFD.xml": root})))
    with pytest.raises(ReadError, match="加了密"):
        read_ofd(RawFile(name="a", data=zipped({"OFD.xml": root, "doc/decryptseed.dat": b""})))
    document = b'<Document><Pages><Page BaseLoc="p.xml"/></Pages></Document>'
    content = read_ofd(RawFile(name="a", data=zipped({"OFD.xml": root, "Doc_0/D.xml": document})))
    assert [gap.message for gap in content.gaps] == ["第 1 页在文件里缺失。"]


def test_a_spaced_ofd_title_is_one_line():
    page = (
        '<Page><Content><Layer><TextObject Boundary="20 20 100 8" Size="6"><TextCode X="0" Y="6"'
        ' DeltaX="12 12 12">情况报告</TextCode></TextObject><TextObject Boundary="20 40 100 8" Size="6"'
        ' Visible="false"><TextCode X="0" Y="6">藏</TextCode></TextObject><TextObject><TextCode>无</TextCode>'
        '</TextObject><TextObject Boundary="20 60 100 8"><TextCode X="0" Y="6" DeltaX="6 g 40">甲乙 丙</TextCode>'
        "</TextObject></Layer></Content></Page>"
    )
    data = ofd([[]], extra={"Doc_0/Pages/P0.xml": page.encode()})
    assert "情况报告" in texts(read_ofd(RawFile(name="a", data=data)))
