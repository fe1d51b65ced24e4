"""`coopdesk export`: a whole book as a workbook, and the form to fill in."""

from coopdesk.exchange.tables.reading import read_source

SHEETS = ["成员", "股份", "成员账户", "交易", "历年分配", "历年分配总额", "户", "已退社成员"]


def test_a_book_is_written_as_a_workbook(cli, sample, tmp_path):
    said = cli("export", sample, "--out", tmp_path / "林阁")
    assert (said.status, said.out) == (0, b"")
    assert "林阁.xlsx" in said.err
    source = read_source(tmp_path / "林阁.xlsx")
    assert [table.name for table in source.tables] == SHEETS
    refused = cli("export", sample, "--out", tmp_path / "林阁.xlsx")
    assert refused.status == 2
    assert cli("export", sample, "--out", tmp_path / "林阁.xlsx", "--force").status == 0


def test_the_form_to_fill_in_holds_no_member(cli, sample, tmp_path):
    assert cli("export", sample, "--template", "--out", tmp_path / "空白.xlsx").status == 0
    source = read_source(tmp_path / "空白.xlsx")
    assert [table.name for table in source.tables] == ["成员", "填写说明"]
    assert len(source.tables[0].rows) == 2
