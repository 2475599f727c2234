// The look-up without a reload. What it must never do is leave the answer about one person in front of the next.
const answer = document.getElementById("gate-answer")
const failed = document.getElementById("gate-failed")
const field = () => document.getElementById("id_name")
const title = document.title
let asking = null

function forget() {
  asking?.abort()
  asking = null
  answer.replaceChildren()
  document.title = title
}

function back() {
  const next = document.getElementById("question_clue") ?? field()
  next.focus()
  next.select()
  // Magnified, the answer lies below the window's edge; its word is to be seen at once.
  answer.querySelector("h2")?.scrollIntoView({ block: "nearest" })
}

async function ask(form, mine) {
  const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", cache: "no-store" }
  const response = await fetch(form.action, { ...sent, signal: mine.signal })
  // A redirect is the way to the sign-in page: the session has ended. The page itself is sent there.
  if (response.type === "opaqueredirect") return location.assign(form.action)
  if (!response.ok) throw new Error(response.status)
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  const fresh = ["gate-form", "gate-answer"].map((id) => page.getElementById(id))
  if (mine !== asking) return
  document.getElementById("gate-form").replaceChildren(...fresh[0].childNodes)
  answer.replaceChildren(...fresh[1].childNodes)
  document.title = page.title
  back()
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-gate]")) return
  event.preventDefault()
  const form = event.target
  forget()
  const mine = (asking = new AbortController())
  setTimeout(() => mine.abort(), 8000)
  ask(form, mine).catch(() => {
    if (mine !== asking) return
    answer.replaceChildren(failed.content.cloneNode(true))
    back()
  })
})

document.addEventListener("input", (event) => {
  if (event.target.closest("#gate-form")) forget()
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  forget()
  field().value = ""
  field().focus()
})

window.addEventListener("pageshow", (event) => event.persisted && forget())
