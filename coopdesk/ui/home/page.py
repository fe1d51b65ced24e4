"""首页: what the accountant sees first. It reads one value, `desk.home(year)`, and sends people on; it changes nothing.

An empty book shows the steps to its first slips instead of cards without figures.
"""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.i18n import _, ngettext
from coopdesk.services.command import Topic
from coopdesk.services.home import HomeFigures, Task
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.home import words
from coopdesk.ui.home.first_steps import first_steps
from coopdesk.ui.home.step_lists import Stages, StartSteps
from coopdesk.ui.home.words import Destination
from coopdesk.ui.kit.cards import Card, FigureRow, Todo, TodoList
from coopdesk.ui.kit.chart import ChartView
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tokens import SPACE_CARD

_TODO_SHARE, _CHART_SHARE = 4, 6


class HomePage(PageFrame):
    """The home page of the shell's year."""

    topics = frozenset(
        {Topic.COOP, Topic.MEMBERS, Topic.REGISTER, Topic.ACCOUNTS, Topic.YEARS, Topic.PLANS, Topic.BACKUP}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("首页"))
        self._shell = shell
        self.steps = {step.action.name: self._step_button(step) for step in words.all_steps()}
        self.figures = FigureRow()
        self.todos = TodoList(_("没有待办事项，本年工作已做完。"))
        self.chart = ChartView(
            _("历年每股分红（农户），单位：元"), _("分配方案决议之后，这里按年度显示每股分红。")
        )
        self.stages = Stages()
        self.start_steps = StartSteps(self._follow)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._full())
        self._sides.addWidget(self.start_steps)
        self.body.addWidget(self._sides, 1)

    def reload(self) -> None:
        home = self._shell.desk.home(self._shell.year)
        self.set_state(words.state_sentence(home))
        chosen = words.next_step(home, self._shell.desk.coop.years()).action.name
        for name, button in self.steps.items():
            button.setVisible(name == chosen)
        self._sides.setCurrentIndex(1 if home.is_empty else 0)
        if not home.is_empty:
            self._show_full(home)
        else:
            self.start_steps.show_steps(first_steps(home))
        count = len(home.tasks)
        self.set_status(
            ngettext("共 {n} 件待办", "共 {n} 件待办", count).format(n=count) if count else _("没有待办")
        )

    def _full(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(SPACE_CARD)
        row.addLayout(self._left(), _TODO_SHARE)
        row.addWidget(_card(_("历年每股分红（农户，元）"), self.chart), _CHART_SHARE)
        box.addLayout(row, 1)
        return holder

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_CARD)
        column.addWidget(_card(_("接下来"), self.todos), 1)
        column.addWidget(_card(_("本年进度"), self.stages))
        return column

    def _show_full(self, home: HomeFigures) -> None:
        self.figures.show_figures(words.key_figures(home))
        self.todos.show_todos([self._todo(task, home.year) for task in home.tasks])
        self.stages.show_stages(words.year_stages(home))
        self.chart.show_chart(words.year_chart(home))

    def _todo(self, task: Task, year: int) -> Todo:
        sentence, word, destination = words.task_words(task, year)
        return Todo(sentence, word, partial(self._follow, destination), task.urgent)

    def _step_button(self, step: words.Step) -> QPushButton:
        made = self.add_action(step.action, partial(self._follow, step.destination), primary=True)
        made.hide()
        return made

    def _follow(self, destination: Destination) -> None:
        if destination.page == words.NEXT_YEAR:
            self._shell.set_year(self._shell.year + 1)
        else:
            self._shell.set_year(destination.year or self._shell.year)
            self._shell.go(destination.page, destination.act)


def _card(heading: str, content: QWidget) -> Card:
    card = Card(heading)
    card.body.addWidget(content, 1)
    return card
