// The components of govuk-frontend that our pages use. Each finds its own elements by data-module.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend"

import "./calls.js"

// govuk-frontend says of a radio that it is expanded; ARIA knows no expanded radios, and a screen reader may read
// nonsense. What is revealed comes next in the page anyway.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input)
    input.removeAttribute("aria-expanded")
  }
}

createAll(Button, { preventDoubleClick: true })
createAll(CharacterCount)
createAll(Checkboxes)
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(PasswordInput)
createAll(PlainRadios)
createAll(ServiceNavigation)
createAll(SkipLink)

// Whoever came by the skip link has its "#main" in the address. Sent along, it would take the next page's focus away
// from what that page has to say.
document.addEventListener("submit", () => {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search)
})

// Typing is use: without a word to the server a session ends after thirty minutes, and takes a long account with it.
const QUIET = 5 * 60 * 1000
let last = Date.now()
document.addEventListener("input", () => {
  if (Date.now() - last < QUIET) return
  last = Date.now()
  fetch("/", { method: "HEAD", redirect: "manual", cache: "no-store" }).catch(() => {})
})
