"""Enums of the commands that a timer runs."""

from tasks.enums.choice import Choice


class TimedJob(Choice):
    """What a timer runs; the value is the name of the command."""

    SEND_REMINDERS = "send_reminders", "催办和投送"
    ASSESS = "assess", "重算系统预警"
    CLEAN_UP = "clean_up", "清理过期记录"
    BACKUP = "backup", "备份"
    VERIFY = "verify", "核验"
    SEAL_EVENTS = "seal_events", "留痕封签"


class RunState(Choice):
    """How a run of a timed command ended."""

    RUNNING = "running", "正在运行", "none"
    DONE = "done", "正常", "ok"
    FAILED = "failed", "失败", "late"
    BROKEN_OFF = "broken_off", "中断", "late"
