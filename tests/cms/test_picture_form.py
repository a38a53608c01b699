"""The form of an image keeps what Wagtail's own does for an editor."""

from wagtail.images import get_image_model
from wagtail.images.forms import BaseImageForm, get_image_form


def test_choosing_a_file_fills_in_the_title(db):
    ours = get_image_form(get_image_model())().fields["file"].widget
    theirs = BaseImageForm.Meta.widgets["file"]

    assert type(ours) is type(theirs)
    assert theirs.attrs.items() <= ours.attrs.items()
