"""Enums of the long work that a worker does."""

from tasks.enums.choice import Choice


class JobKind(Choice):
    """What a job does; the work of each kind is registered with ``tasks.jobs.works.works_for``."""

    REPORT_PDF = "report_pdf", "报告 PDF"
    LETTERS = "letters", "催办函"
    CONVERSION = "conversion", "格式转换"
    EVENTS = "events", "留痕导出"
    READING = "reading", "读取文件"
    IMPORT = "import", "导入文件"

    @property
    def makes_file(self) -> bool:
        """Whether a job of this kind ends with a file that the person takes; else it ends with a sentence."""
        return self not in (JobKind.READING, JobKind.IMPORT)


class JobState(Choice):
    """The state of a job."""

    WAITING = "waiting", "等待办理", "none"
    RUNNING = "running", "正在办理", "turn"
    DONE = "done", "已完成", "ok"
    FAILED = "failed", "没有完成", "late"
