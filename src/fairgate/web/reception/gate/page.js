// The look-up without a reload, also while somebody types. What it must never do is leave the answer about one person in
// front of the next. Typing is answered after a pause, once the text is a whole name, a number plate or a telephone
// number, and the same text once: each answer that is shown is a look-up, and is noted as one.
const answer = document.getElementById("gate-answer")
const failed = document.getElementById("gate-failed")
const ended = document.getElementById("gate-ended")
const field = () => document.getElementById("id_name")
const title = document.title
const PAUSE = 600
let asking = null
let waiting = 0
let told = ""

function forget() {
  clearTimeout(waiting)
  asking?.abort()
  asking = null
  told = ""
  answer.replaceChildren()
  document.title = title
}

function back() {
  const next = document.getElementById("question_clue") ?? field()
  next.focus()
  next.select()
  // Magnified, the answer lies below the window's edge; its word is to be seen at once.
  show()
}

function show() {
  answer.querySelector("h2")?.scrollIntoView({ block: "nearest" })
}

function instead(template) {
  answer.replaceChildren(template.content.cloneNode(true))
  document.title = title
}

async function ask(form, mine, typing) {
  const said = new URLSearchParams(new FormData(form))
  if (typing) said.set("typing", "1")
  const sent = { method: "POST", body: said, redirect: "manual", cache: "no-store" }
  const response = await fetch(form.action, { ...sent, signal: mine.signal })
  if (mine !== asking) return
  // A redirect is the way to the sign-in page: the session has ended.
  if (response.type === "opaqueredirect") {
    instead(ended)
    if (!typing) answer.querySelector("a").focus()
    return
  }
  if (!response.ok) throw new Error(response.status)
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  const fresh = ["gate-form", "gate-answer"].map((id) => page.getElementById(id))
  if (mine !== asking) return
  answer.replaceChildren(...fresh[1].childNodes)
  if (answer.querySelector("h2")) document.title = page.title
  told = said.get("name")
  if (typing) return show()
  document.getElementById("gate-form").replaceChildren(...fresh[0].childNodes)
  back()
}

function start(form, typing) {
  forget()
  const mine = (asking = new AbortController())
  setTimeout(() => mine.abort(), 8000)
  ask(form, mine, typing).catch(() => {
    if (mine !== asking) return
    instead(failed)
    if (!typing) back()
  })
}

// A first name or an initial and a surname; or what has as many figures as a number plate or a telephone number.
function isWhole(text) {
  const words = text.trim().split(/[\s,]+/)
  if (words.length > 1 && words.at(-1).length > 1 && words.join("").length > 3) return true
  return /\d/.test(text) && text.replace(/[^\p{L}\d]/gu, "").length > 5
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-gate]")) return
  event.preventDefault()
  start(event.target, false)
})

document.addEventListener("input", (event) => {
  const form = event.target.closest("#gate-form")
  if (!form) return
  forget()
  if (event.target !== field()) return
  waiting = setTimeout(() => {
    const text = field().value
    if (isWhole(text) && text.trim() !== told.trim()) start(form, true)
  }, PAUSE)
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  forget()
  field().value = ""
  field().focus()
})

window.addEventListener("pageshow", (event) => event.persisted && forget())
