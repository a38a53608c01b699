"""What run.py does, in four files: standard library only, nothing of the site."""
