"""The annual page: one html file that asks nothing of any other. The figures, their words, and the templates."""
