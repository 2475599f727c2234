// What a visitor typed is not there for the next: a minute in which nobody touches the page clears it. A quarter of a
// minute before, it asks.
const still = document.getElementById("still")
const seconds = Number(still?.dataset.after ?? 60)
const asks = Number(still?.dataset.after ? seconds : 45)
let last = Date.now()

function leave() {
  document.querySelectorAll("form[data-idle]").forEach((form) => form.reset())
  location.replace(still.dataset.to)
}

function touched() {
  last = Date.now()
  if (!still.dataset.after) still.hidden = true
}

if (still) {
  for (const sign of ["input", "pointerdown", "keydown", "focusin", "scroll"]) addEventListener(sign, touched, { passive: true })
  document.getElementById("stay")?.addEventListener("click", touched)
  setInterval(() => {
    const idle = (Date.now() - last) / 1000
    if (idle >= seconds) leave()
    else if (idle >= asks && still.hidden) still.hidden = false
  }, 500)
  // From the browser's memory nothing comes back.
  addEventListener("pageshow", (event) => event.persisted && leave())
}
