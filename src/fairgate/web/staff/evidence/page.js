// Choosing, dropping, pasting and photographing files, and sending them one by one: each with its progress, a way to
// stop it, and what became of it beside its name. Without scripts the form sends them all at once. On the page of one
// piece of evidence there is no such form, and nothing is done.
import { Chosen } from "./chosen.js"
import { problems } from "./problems.js"
import { send } from "./sending.js"

const form = document.querySelector("form[data-evidence]")

function start() {
  const area = form.querySelector("[data-drop]")
  const button = form.querySelector("button[type=submit]")
  const chosen = new Chosen(area.querySelector("[data-drop-chosen]"), Number(area.dataset.most), area.dataset.tooLarge)
  let sending = false

  const over = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return
    event.preventDefault()
    area.classList.add("fg-drop--over")
  }
  const take = (files) => {
    chosen.add(files)
    form.querySelector("[data-done]").hidden = true
  }

  area.querySelector("[data-drop-how]").hidden = false
  for (const field of form.querySelectorAll("input[type=file]")) {
    // What is chosen goes into the list at once, so that the next choice adds to it and takes nothing away.
    field.addEventListener("change", () => {
      take(field.files)
      field.value = ""
    })
  }
  area.addEventListener("dragenter", over)
  area.addEventListener("dragover", over)
  area.addEventListener("dragleave", () => area.classList.remove("fg-drop--over"))
  area.addEventListener("drop", (event) => {
    area.classList.remove("fg-drop--over")
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    take(event.dataTransfer.files)
  })
  document.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return
    event.preventDefault()
    take(event.clipboardData.files)
  })

  form.addEventListener("submit", async (event) => {
    if (!chosen.waiting.length) {
      if (!chosen.lines.length) return // nothing was chosen: the server says so, as it does without scripts
      event.preventDefault()
      return
    }
    event.preventDefault()
    if (sending) return
    sending = true
    button.setAttribute("aria-disabled", "true")
    for (const line of chosen.waiting) {
      if (!chosen.lines.includes(line)) continue // left out meanwhile
      const wrong = await send(form, line)
      problems(form, wrong)
      if (wrong.length) break
    }
    sending = false
    button.removeAttribute("aria-disabled")
    if (chosen.added && chosen.lines.every((line) => line.isAdded)) finish(chosen.added)
  })
  addEventListener("beforeunload", (event) => sending && event.preventDefault())
}

function finish(count) {
  const done = form.querySelector("[data-done]")
  done.querySelector("[data-done-words]").textContent = count === 1 ? "The file is added." : `${count} files are added.`
  done.hidden = false
  done.focus()
}

if (form) start()
