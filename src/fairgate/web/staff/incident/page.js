// What is typed in a report is kept as a draft while it is typed: a phone's battery, or an ended session, loses nothing.
const form = document.getElementById("telling")
const told = document.getElementById("kept")
let waiting = null

async function keep() {
  const typed = new FormData(form)
  typed.set("stage", "save")
  const sent = { method: "POST", body: new URLSearchParams(typed), redirect: "manual", cache: "no-store" }
  const response = await fetch(location.pathname, sent).catch(() => null)
  const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
  told.textContent = response?.status === 204 ? `Kept as a draft at ${at}, for you alone.` : told.dataset.failed
}

form.addEventListener("input", () => {
  clearTimeout(waiting)
  waiting = setTimeout(keep, 2000)
})
form.addEventListener("submit", () => clearTimeout(waiting))
