"""Where `task` comes from: Django's own from 6.0 on, the same by its package before."""

import django

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task

__all__ = ["task"]
