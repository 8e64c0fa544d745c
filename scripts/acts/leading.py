"""The scenes of a leader on the phone."""


def show_leader_pages(stage) -> None:
    phone = stage.open_signed_in("lingdao", width=390)
    phone.goto("/board/")
    stage.take_picture(phone, "leader-board-phone", height=1100)
    phone.goto("/tasks/")
    stage.take_picture(phone, "leader-tasks-phone", height=900)
    phone.context.close()


ACTS = (show_leader_pages,)
