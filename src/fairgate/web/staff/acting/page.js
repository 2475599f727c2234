// The letter beside the form of an act: shown at the beginning, and again when typing pauses. One question at a time.
const beside = document.getElementById("letter-beside")
const now = document.getElementById("letter-now")
const form = document.getElementById("act")
const status = beside?.querySelector("[role=status]")
const PAUSE = 1500
let waiting = null
let asking = null
let last = ""

async function show(again) {
  const typed = new URLSearchParams(new FormData(form))
  if (!again && typed.toString() === last) return
  asking?.abort()
  const mine = (asking = new AbortController())
  status.textContent = status.dataset.setting
  const sent = { method: "POST", body: typed, redirect: "manual", cache: "no-store", signal: mine.signal }
  try {
    const response = await fetch(beside.dataset.letter, sent)
    if (response.type === "opaqueredirect") return void (status.textContent = status.dataset.ended)
    if (!response.ok && response.status !== 429) throw new Error(response.status)
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    if (mine !== asking) return
    const at = now.scrollTop
    const open = now.querySelector(".fg-letter__sheet") && now.querySelector("details")?.open
    now.replaceChildren(...page.body.childNodes)
    if (open) now.querySelector("details")?.setAttribute("open", "")
    now.scrollTop = at
    last = response.ok ? typed.toString() : ""
    status.textContent = response.ok ? status.dataset.shown : ""
  } catch {
    if (mine === asking) status.textContent = status.dataset.failed
  }
}

if (beside && form) {
  form.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(show, PAUSE)
  })
  form.addEventListener("submit", () => clearTimeout(waiting))
  beside.querySelector("[data-letter-show]").addEventListener("click", (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    show(true)
  })
  show(true)
}
