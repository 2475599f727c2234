// Dropping and pasting: both put files into the ordinary field, which sends them with the form. On the page of one
// piece of evidence there is no such field, and nothing is done.
const area = document.querySelector("[data-drop]")
const field = area?.querySelector("input[type=file]")
const chosen = area?.querySelector("[data-drop-chosen]")

function show() {
  chosen.replaceChildren(
    ...[...field.files].map((file) => {
      const line = document.createElement("li")
      line.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en-GB")} kB`
      return line
    }),
  )
}

function add(files) {
  const all = new DataTransfer()
  for (const file of [...field.files, ...files]) all.items.add(file)
  field.files = all.files
  show()
}

function over(event) {
  if (![...event.dataTransfer.types].includes("Files")) return
  event.preventDefault()
  area.classList.add("fg-drop--over")
}

if (field) {
  area.querySelector("[data-drop-how]").hidden = false
  field.addEventListener("change", show)
  area.addEventListener("dragenter", over)
  area.addEventListener("dragover", over)
  area.addEventListener("dragleave", () => area.classList.remove("fg-drop--over"))
  area.addEventListener("drop", (event) => {
    area.classList.remove("fg-drop--over")
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    add(event.dataTransfer.files)
  })
  document.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return
    event.preventDefault()
    add(event.clipboardData.files)
  })
}
