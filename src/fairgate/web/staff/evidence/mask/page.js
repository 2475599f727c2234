// Marking instead of writing: words marked in the text go into the box of the form, and a rectangle drawn on a page
// into its four numbers. What is written is shown on the page in turn.
const text = document.querySelector("[data-quote]")
const quoted = document.querySelector("[data-quoted]")

if (text && quoted) {
  document.querySelector("[data-quote-how]").hidden = false
  document.addEventListener("selectionchange", () => {
    const marked = document.getSelection()
    const words = marked.toString().trim()
    if (words && text.contains(marked.anchorNode) && text.contains(marked.focusNode)) quoted.value = words
  })
}

const pages = [...document.querySelectorAll("[data-box-page]")]
const [left, right, top, bottom] = ["left", "right", "top", "bottom"].map((side) =>
  document.querySelector(`[data-side][name="${side}"]`),
)
const number = document.querySelector('input[name="number"]')

function place(page, event) {
  const area = page.getBoundingClientRect()
  const within = (value) => Math.min(100, Math.max(0, value))
  return [
    within(((event.clientX - area.left) / area.width) * 100),
    within(((event.clientY - area.top) / area.height) * 100),
  ]
}

function show() {
  for (const page of pages) {
    const box = page.querySelector(".fg-grid__box")
    const here = !number || number.value === page.dataset.boxPage
    const sides = [left, top, right, bottom].map((field) => Number(field.value))
    box.hidden = !here || sides[2] <= sides[0] || sides[3] <= sides[1]
    box.style.left = `${sides[0]}%`
    box.style.top = `${sides[1]}%`
    box.style.width = `${sides[2] - sides[0]}%`
    box.style.height = `${sides[3] - sides[1]}%`
  }
}

function draw(page, from, to) {
  left.value = Math.floor(Math.min(from[0], to[0]))
  right.value = Math.ceil(Math.max(from[0], to[0]))
  top.value = Math.floor(Math.min(from[1], to[1]))
  bottom.value = Math.ceil(Math.max(from[1], to[1]))
  if (number) number.value = page.dataset.boxPage
  show()
}

if (pages.length && left) {
  document.querySelector("[data-box-how]").hidden = false
  for (const page of pages) {
    const box = document.createElement("div")
    box.className = "fg-grid__box"
    box.hidden = true
    page.append(box)
    let from = null
    let corner = null
    // A finger that moves scrolls the page, so with a finger two opposite corners are touched.
    page.addEventListener("click", (event) => {
      if (event.pointerType !== "touch") return
      const here = place(page, event)
      if (corner) draw(page, corner, here)
      corner = corner ? null : here
    })
    page.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") return
      event.preventDefault()
      page.setPointerCapture(event.pointerId)
      from = place(page, event)
    })
    page.addEventListener("pointermove", (event) => from && draw(page, from, place(page, event)))
    page.addEventListener("pointerup", () => {
      from = null
    })
    page.addEventListener("pointercancel", () => {
      from = null
    })
  }
  for (const field of [left, right, top, bottom, number]) field?.addEventListener("input", show)
  show()
}
