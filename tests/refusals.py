"""Reading problem documents."""


def field_of(problem):
    """The one field that *problem* complains about."""
    assert len(problem["fields"]) == 1, problem
    return problem["fields"][0]
