// The banner of an alert, on a page that stands open at the desk. Asking does not keep a session alive (project/middleware.py).
const banner = document.getElementById("desk-alert")

async function look() {
  const asked = { cache: "no-store", redirect: "manual", headers: { "X-Only-Looks": "1" } }
  const answer = await fetch(banner.dataset.from, asked)
  if (answer.type === "opaqueredirect") return stop()
  if (answer.ok) banner.hidden = !(await answer.json()).waiting
}

function stop() {
  clearInterval(often)
  banner.hidden = false
  banner.replaceChildren(Object.assign(document.createElement("p"), { textContent: "You are signed out: no alert reaches this page. Sign in again." }))
}

const often = banner ? setInterval(() => look().catch(() => {}), 15000) : 0
