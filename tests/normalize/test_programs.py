"""Named programmes: which quoted words are one, their canonical names, and each occurrence."""

import pytest

from gongbao.model import Kind
from tests.reading import found

NAMES = {
    "“双减”政策": [("“双减”", "双减 policy")],
    "“放管服”改革": [("“放管服”", "放管服 policy")],
    "乡村振兴战略": [("乡村振兴战略", "乡村振兴 policy")],
    "“一带一路”倡议": [("“一带一路”倡议", "一带一路 policy")],
    "精准扶贫工作": [("精准扶贫", "精准扶贫 policy")],
    # 以人为本的新型城镇化战略五年行动计划 is a name too, and stops short here.
    "以人为本的新型城镇化战略。": [("新型城镇化战略", "新型城镇化战略 policy")],
    "𠮷𠮷精准扶贫𠮷": [("精准扶贫", "精准扶贫 policy")],
    "a€🙂é精准扶贫🙂乡村精准扶贫": [("精准扶贫", "精准扶贫 policy"), ("精准扶贫", "精准扶贫 policy")],
    "《金河湾》《支出（试行）办法》": [("《支出（试行）办法》", "支出（试行）办法 document")],
    '"甲乙"和"丙丁"工程': [('"丙丁"工程', "丙丁工程 project")],
    "“六稳”、“六保”任务": [("“六稳”", "六稳 policy"), ("“六保”", "六保 policy")],
    "“ 双减 ”工作": [("“ 双减 ”", "双减 policy")],
    '"双减"政策': [('"双减"', "双减 policy")],
    "“双\n减”政策": [("“双\n减”", "双减 policy")],
    "“阳光作业”平台": [("“阳光作业”平台", "阳光作业平台 platform")],
    "“公物仓”制度": [("“公物仓”制度", "公物仓制度 mechanism")],
    "“春潮”行动": [("“春潮”行动", "春潮行动 plan")],
    "“一校一案”": [("“一校一案”", "一校一案 mechanism")],
    "打造“4+8”的预算体系": [("“4+8”的预算体系", "4+8预算体系 mechanism")],
    "“五度”（进度、幅度）挂钩机制": [("“五度”（进度、幅度）挂钩机制", "五度挂钩机制 mechanism")],
    "实施提振消费专项行动，": [("提振消费专项行动", "提振消费专项行动 plan")],
    "“千万工程”经验": [("“千万工程”", "千万工程 project")],
    "组织“千企进万村”活动": [("“千企进万村”活动", "千企进万村活动 policy")],
    "“3341”项目工程": [("“3341”项目工程", "3341项目工程 project")],
    "抓好“三北”六期": [("“三北”", "三北工程 project")],
    "茶叶、药材“三大产业”产值": [],
    "“财园信贷通”发放贷款": [("“财园信贷通”", "财园信贷通 mechanism")],
    "打赢护水攻坚战": [("护水攻坚战", "护水攻坚战 plan")],
    "实施了全国老旧小区既有住宅加装电梯管线更新改造试点专项行动": [
        ("老旧小区既有住宅加装电梯管线更新改造试点专项行动", "老旧小区既有住宅加装电梯管线更新改造试点专项行动 plan")
    ],
    "“十四五”规划": [("“十四五”规划", "十四五规划 plan")],
    "第十四个五年规划": [("第十四个五年规划", "十四五规划 plan")],
    "零基预算2.0版": [("零基预算2.0版", "零基预算 policy")],
    "《市直部门支出预算标准（试行）》": [("《市直部门支出预算标准（试行）》", "市直部门支出预算标准（试行） document")],
    "《关于印发〈行动方案〉的通知》": [("《关于印发〈行动方案〉的通知》", "关于印发〈行动方案〉的通知 document")],
    "《“双减”实施方案》": [("《“双减”实施方案》", "“双减”实施方案 document")],
    "日益收紧的“钱袋子”": [],
    "杜绝“一刀切”工程": [],
    "打好“铁算盘”机制": [],
    "让资金不再“睡大觉”": [],
    "从“零售”到“批发”": [],
    "《红楼梦》": [],
    "“十四五”时期": [],
    "财政管理和投资评审": [],
    "专项债务余额": [],
    "上划中央“两税”收入": [],
    "启动“垃圾革命”": [("“垃圾革命”", "垃圾革命 project")],
    "“三产”比例": [],
    "“双高”收入": [("“双高”", "双高 mechanism")],
    "专项债资金": [("专项债", "专项债 fund")],
    "开展专项行动": [],
}


@pytest.mark.parametrize(("text", "want"), NAMES.items(), ids=NAMES)
def test_name(text: str, want: list[tuple[str, str]]) -> None:
    assert found(text, kind=Kind.PROGRAM) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("“六稳”“六保”任务", [("“六稳”", "六稳 policy"), ("“六保”", "六保 policy")], id="六稳六保"),
        pytest.param(
            "“两不愁”“三保障”",
            [("“两不愁”", "两不愁、三保障 policy"), ("“三保障”", "两不愁、三保障 policy")],
            id="两不愁三保障",
        ),
    ],
)
def test_quoted_names_side_by_side(text: str, want: list[tuple[str, str]]) -> None:
    assert found(text, kind=Kind.PROGRAM) == want


AGAIN = {
    "建立“五度”（进度、幅度）挂钩机制。对“五度”较差的单位，五度较差": ["“五度”（进度、幅度）挂钩机制", "“五度”"],
    "依托“阳光作业”开展。“阳光作业”平台上线": ["“阳光作业”", "“阳光作业”平台"],
    "探索“公物仓”制度。公物仓盘活资产，“公物仓”上线": ["“公物仓”制度", "公物仓", "“公物仓”"],
}


@pytest.mark.parametrize(("text", "want"), AGAIN.items(), ids=lambda value: str(value)[:12])
def test_name_told_once_holds_wherever_it_stands_again(text: str, want: list[str]) -> None:
    mentions = found(text, kind=Kind.PROGRAM)
    assert [text for text, _ in mentions] == want
    assert len({name for _, name in mentions}) == 1


def test_numbers_inside_names_and_titles_are_no_mentions() -> None:
    text = "打造“4+8”的预算体系，推行零基预算2.0版，印发《2024年3亿元资金管理办法》，惠及5家企业"
    assert found(text)[-1] == ("5家", "5 家")
    assert [text for text, _ in found(text)] == [
        "“4+8”的预算体系",
        "零基预算2.0版",
        "《2024年3亿元资金管理办法》",
        "5家",
    ]
