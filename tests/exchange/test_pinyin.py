"""Names are found as people call them: surnames by their reading as surnames, every reading of the rest."""

import pytest

from coopdesk.exchange.pinyin import initials

SURNAMES = {
    "曾小红": "zxh", "单志山": "szs", "覃桂花": "qgh", "翟志强": "zzq", "解放军": "xfj",
    "查建国": "zjg", "仇大力": "qdl", "区永年": "oyn", "乐建华": "yjh", "种师道": "csd",
    "折德明": "sdm", "召树德": "ssd", "繁大军": "pdj", "秘大勇": "bdy", "乜国强": "ngq",
    "朴成哲": "pcz", "任建军": "rjj", "长孙伟": "zsw", "尉迟恭": "ycg", "缪国庆": "mgq",
    "华大成": "hdc", "盖长生": "gcs", "万俟卨": "mqx", "澹台明": "ttm", "单于飞": "cyf",
    "亓官明": "qgm", "员半千": "ybq", "逄大海": "pdh", "阚泽": "kz", "郗鉴": "xj",
    "宓子贱": "mzj", "佘太君": "stj", "郝大通": "hdt", "冼星海": "xxh", "訾明": "zm",
}  # fmt: skip


@pytest.mark.parametrize(("name", "typed"), SURNAMES.items())
def test_a_surname_is_read_as_a_surname(name: str, typed: str) -> None:
    assert typed in initials(name).split()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("曾小红", "zengxiaohong"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
        ("吕布", "lyubu"),
        ("王重阳", "wangchongyang"),
    ],
)
def test_a_name_is_found_in_full_pinyin(name: str, typed: str) -> None:
    assert typed in initials(name).split()


def test_the_usual_reading_comes_first_and_letters_are_read_as_they_are() -> None:
    assert initials("张三").split()[:1] == ["zs"]
    assert "zhangsan" in initials("张三").split()
    assert initials("ABC（花木）公司").split()[0].startswith("abchm")
    assert initials("（·）") == ""


def test_a_long_name_of_many_readings_stays_short() -> None:
    assert len(initials("重庆市南岸区长生桥镇行乐花木种植专业合作社联合社").split()) < 130
