// Calls from a desk: asked for on every page of staff, and answered without leaving it, so that nothing typed is lost.
import { everyFewSeconds } from "./ask.js"

const place = document.getElementById("desk-calls")
const title = document.title

function show(html) {
  if (html.trim() !== place.innerHTML.trim()) place.innerHTML = html
  document.title = place.querySelector("form") ? `\u25CF ${title}` : title
}

if (place) {
  show(place.innerHTML)
  everyFewSeconds(place.dataset.ask, 15, (html, why) => {
    if (html !== null) show(html)
    else if (why === "ended") place.replaceChildren(document.getElementById("desk-calls-ended").content.cloneNode(true))
  })
  place.addEventListener("submit", async (event) => {
    event.preventDefault()
    const form = event.target
    const said = new URLSearchParams(new FormData(form, event.submitter))
    try {
      const response = await fetch(form.action, { method: "POST", body: said, redirect: "manual", cache: "no-store" })
      if (response.type !== "opaqueredirect") throw new Error(response.status)
      // What it is about is a page of its own; whoever is coming looks at it when they leave this one.
      const link = form.querySelector("a").cloneNode(true)
      form.replaceChildren(event.submitter.dataset.said, " ", link)
    } catch {
      form.submit()
    }
  })
}
