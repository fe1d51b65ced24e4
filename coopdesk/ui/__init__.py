"""The window. How a page is made:

1. A package `coopdesk/ui/<page>/` whose `__init__` holds `SPEC = PageSpec(key, N_(title), icon, make)`. `make(shell)`
   imports the page module and builds it. `coopdesk.ui.frame.pages.PAGES` lists the specs.
2. The page is a `PageFrame` (kit/page.py). `__init__(self, shell)` fills `self.body` once with kit parts and adds
   actions; `topics` names what it shows; `reload()` reads from `self.shell.desk` and shows. The window calls `reload`
   when the page first opens, when a command changed one of its topics, and when the year changes: no page listens to
   another. Errors a read raises in `reload` are shown in the page by the window.
3. Tables: a tuple of `Column`s (kit/columns.py), a `SequenceModel` or `WindowedModel`, a `DataTable` (kit/table.py);
   connect its `summary_changed` to the page's `set_status`. A `WindowedModel` reads beside the window: `close` it in
   the page's `stop_reading`, and connect its `failed` to the page's `show_error`.
4. Forms: a subclass of `FormDialog` (kit/form.py) that calls `group(heading, fields)` and makes a frozen command in
   `make`. `shell.carry_out(dialog, page, done)` asks it, runs the command off the GUI thread, and asks again, with
   everything still typed, if the book refuses. Without a form: `shell.run(command, page, done)`.
5. Anything longer than half a second: `shell.work(title, lambda progress: …, page, done)`; the work calls
   `progress(done, total)`, which also ends it once it was cancelled.
6. Before what cannot be taken back: `dialogs.confirm_sheet(page, title, sentence, [(what, how)], action)`. Files by
   `dialogs.choose_file`, `save_file`, `choose_folder`. Nothing else opens dialogs, so a test can stand there.
7. Actions are constants `Action(name, N_(text), keys, icon)`; `page.add_action(ACTION, slot, primary=True)` for at
   most one, `button(ACTION, slot, "link")` elsewhere. Labels by `label(text, role)`; no style sheet anywhere else.
8. Other pages: `shell.go("members", "F01")` opens the page and calls its `open_thing("F01")`.

    class MembersPage(PageFrame):
        topics = frozenset({Topic.MEMBERS, Topic.REGISTER})

        def __init__(self, shell: Shell) -> None:
            super().__init__(_("成员与股份"))
            self.shell = shell
            self.add_action(JOIN, self._join, primary=True)
            self.model = SequenceModel(COLUMNS, identity="number")
            self.table = DataTable(self.model, _("成员名册"))
            self.table.set_empty(_("还没有成员。办理入社后，成员和股份显示在这里。"), JOIN, self._join)
            self.table.summary_changed.connect(self.set_status)
            self.body.addWidget(self.table)

        def reload(self) -> None:
            self.model.set_rows(self.shell.desk.members.present())

        def _join(self) -> None:
            self.shell.carry_out(JoinDialog(self.shell.desk), self, lambda changes: self.show_done(_("已入社")))
"""
