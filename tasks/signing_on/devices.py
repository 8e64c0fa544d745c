"""Names a browser in plain words, out of what it says of itself."""

#: the word that a browser says → what people call it; the first that is found counts
PROGRAMS = (
    ("wxwork", "企业微信"),
    ("micromessenger", "微信"),
    ("dingtalk", "钉钉"),
    ("edg", "Edge 浏览器"),
    ("qihu", "360 浏览器"),
    ("360se", "360 浏览器"),
    ("qaxbrowser", "奇安信浏览器"),
    ("qqbrowser", "QQ 浏览器"),
    ("firefox", "火狐浏览器"),
    ("chrome", "Chrome 浏览器"),
    ("safari", "Safari 浏览器"),
)
MACHINES = (
    ("iphone", "苹果手机"),
    ("ipad", "苹果平板"),
    ("harmony", "鸿蒙设备"),
    ("android", "安卓手机"),
    ("windows", "Windows 电脑"),
    ("mac os", "苹果电脑"),
    ("uos", "统信电脑"),
    ("kylin", "麒麟电脑"),
    ("linux", "Linux 电脑"),
)
UNKNOWN = "未知设备"


def describe_device(agent: str) -> str:
    """Describes the machine and the program: Windows 电脑 · Edge 浏览器.

    Args:
        agent: the header ``User-Agent``, which anybody may write as he likes.
    """
    said = agent.lower()
    found = (next((name for word, name in names if word in said), "") for names in (MACHINES, PROGRAMS))
    return " · ".join(filter(None, found)) or UNKNOWN
