"""A picture that was filed is seen in the page, and alone, in both under the policy that comes with it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect

from tasks.filing.evidence_actions import add_evidence
from tests.cast import make_cast

SIZE = "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"


def test_the_unit_sees_the_picture_below_the_text_and_opens_it(transactional_db, browse, width, fits):
    cast = make_cast()
    page = browse(cast.clerk, width)
    page.goto(reverse("entry_page", args=[cast.key_entry.pk]))
    picture = page.screenshot()
    add_evidence(entry=cast.key_entry, upload=SimpleUploadedFile("现场.png", picture), by=cast.clerk)
    page.reload()
    assert page.get_by_role("img", name="现场.png").evaluate(SIZE) == [width, 900]
    assert fits(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="现场.png", exact=True).last.click()
    assert opened.value.locator("img").evaluate(SIZE) == [width, 900]


def test_a_picture_that_is_none_says_so_once(transactional_db, browse):
    cast = make_cast()
    broken = SimpleUploadedFile("现场照片.jpg", b"\xff\xd8\xff" + b"0" * 20)
    add_evidence(entry=cast.key_entry, upload=broken, by=cast.clerk)
    page = browse(cast.clerk)
    page.goto(reverse("entry_page", args=[cast.key_entry.pk]))
    expect(page.get_by_text("图片打不开")).to_be_visible()
    expect(page.locator(".evidence img")).to_have_count(0)
