"""What can go wrong, in sentences for people. Each error knows its HTTP face (RFC 9457).

PeopledeskError
├── BadInput            400  what was asked cannot be done as asked
│   └── BadFile         422  a file that we refuse or cannot read
├── Unauthenticated     401
├── Refused             403  this person may not
│   └── SignInAgain     403  not without a sign-in of just now
├── NotFound            404  absent, or not for this person: never told apart
├── AlreadyExists       409
├── Conflict            409  somebody else was first
├── TooLarge            413
├── TooMany             429
├── Busy                503
└── Unavailable         503  a part does not answer
"""


class PeopledeskError(Exception):
    """`str(error)` is a sentence for the person who asked: what happened, what to do."""

    status = 500
    title = "Something went wrong"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadInput(PeopledeskError):
    status = 400
    title = "That cannot be done"


class BadFile(BadInput):
    status = 422
    title = "That file cannot be used"


class Unauthenticated(PeopledeskError):
    status = 401
    title = "Please sign in"


class Refused(PeopledeskError):
    status = 403
    title = "Not permitted"


class SignInAgain(Refused):
    title = "Please sign in again for this"


class NotFound(PeopledeskError):
    status = 404
    title = "Not found"


class AlreadyExists(PeopledeskError):
    status = 409
    title = "Already there"


class Conflict(PeopledeskError):
    status = 409
    title = "Somebody was faster"


class TooLarge(PeopledeskError):
    status = 413
    title = "Too large"


class TooMany(PeopledeskError):
    status = 429
    title = "Too many requests"


class Busy(PeopledeskError):
    status = 503
    title = "Busy"


class Unavailable(PeopledeskError):
    status = 503
    title = "A part does not answer"
