"""Forms, their questions, what was sent, and the keys of shops."""

from ombud.forms.models.form import Form
from ombud.forms.models.question import Own, Question
from ombud.forms.models.shop_key import ShopKey
from ombud.forms.models.submission import Fate, Submission, SubmissionFile

__all__ = ["Fate", "Form", "Own", "Question", "ShopKey", "Submission", "SubmissionFile"]
