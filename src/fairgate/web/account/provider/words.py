"""Why a sign-in through a provider went no further, and what to do next: in words, by the key in the address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Why:
    """`{label}` stands for the provider, `{minutes}` for how long a code counts; `status` is the page's answer."""

    heading: str
    told: str
    next: str
    status: int = 403


AGAIN = "Go back to the sign-in page and begin again."
ASK = "ask whoever looks after Fairgate in your trust"

WHY = {
    "cancelled": Why(
        "You are not signed in",
        "The sign-in was stopped at {label}, by you or because {label} did not let you go on.",
        f"{AGAIN} If {{label}} does not let you use Fairgate, {ASK}.",
    ),
    "unreachable": Why(
        "{label} does not answer",
        "Fairgate asked {label} who you are, and got no answer that it could read.",
        "Wait a few minutes and try again. If you have a password for Fairgate, you can sign in with that meanwhile.",
        503,
    ),
    "stale": Why(
        "That sign-in is over",
        "It was begun more than ten minutes ago, or in another browser, or its answer was used already.",
        AGAIN,
    ),
    "not-accepted": Why(
        "{label}'s answer did not hold",
        "What came back was not a good answer to your sign-in, so it opened nothing.",
        f"{AGAIN} If it happens again, {ASK}: they find in docs/sign-in.md what to look at.",
    ),
    "elsewhere": Why(
        "That is another organisation's account",
        "{label} says that you are signed in there with an account that is not your trust's.",
        f"{AGAIN} At {{label}}, choose the account that your trust gave you.",
    ),
    "no-address": Why(
        "{label} does not vouch for your address",
        "It gave no e-mail address of yours that it has checked and that is at one of your trust's domains, so "
        "Fairgate cannot know which account is yours.",
        "Sign in with your password, or ask whoever looks after {label} in your trust to give Fairgate your address.",
    ),
    "unknown": Why(
        "There is no account for you here",
        "Nobody who holds an office in your trust today has the e-mail address that {label} gave. Fairgate makes no "
        "account by itself.",
        f"If you should have one, {ASK} to make it, with the address that you have at {{label}}.",
    ),
    "another": Why(
        "Your account belongs to another sign-in",
        "Your Fairgate account is connected with another account at {label} than the one you just used.",
        f"{AGAIN} At {{label}}, choose that other account. If you have it no more: sign in with your password, and "
        "disconnect it on the page How you sign in.",
    ),
    "too-often": Why(
        "Too many codes were sent",
        "Several codes were mailed to you within five minutes.",
        "Wait five minutes, then begin again, and use the newest code.",
        429,
    ),
    "spent": Why(
        "That code counts no more",
        "The code was sent more than {minutes} minutes ago, or in another browser, or was used already.",
        f"{AGAIN} You are then sent a new one.",
    ),
}
