"""What a leader sees on the phone."""


def leading(stage) -> None:
    phone = stage.person("lingdao", width=390)
    phone.goto("/board/")
    stage.picture(phone, "leader-board-phone", height=1100)
    phone.goto("/tasks/")
    stage.picture(phone, "leader-tasks-phone", height=900)
    phone.context.close()


ACTS = (leading,)
