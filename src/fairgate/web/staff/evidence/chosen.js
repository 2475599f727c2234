// The files that were chosen, each a line with its name, its size, its progress and what became of it.
function element(name, className, text = "") {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

function size(bytes) {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024
    ? `${kilobytes} kB`
    : `${(kilobytes / 1024).toLocaleString("en-GB", { maximumFractionDigits: 1 })} MB`
}

class Line {
  constructor(file, chosen) {
    this.file = file
    this.isWaiting = true
    this.isAdded = false
    this.stop = null // while it is being sent
    this.item = element("li", "fg-upload")
    const name = element("span", "fg-upload__name", file.name || "Pasted picture")
    name.append(element("small", "fg-quiet", size(file.size)))
    this.bar = document.createElement("progress")
    this.bar.className = "fg-upload__bar"
    this.bar.max = 100
    this.bar.hidden = true
    this.bar.setAttribute("aria-label", `How much of ${file.name} is sent`)
    this.state = element("span", "fg-upload__state")
    this.state.setAttribute("role", "status")
    this.button = element("button", "govuk-button govuk-button--secondary govuk-button--small fg-upload__button")
    this.button.type = "button"
    this.button.addEventListener("click", () => (this.stop ? this.stop() : chosen.leaveOut(this)))
    this.item.append(name, this.state, this.bar, this.button)
    this.offer("Leave out")
  }

  offer(what) {
    this.button.textContent = what
    this.button.append(element("span", "govuk-visually-hidden", `: ${this.file.name}`))
    this.button.hidden = !what
  }

  say(text, { wrong = false, link = "" } = {}) {
    this.state.classList.toggle("govuk-error-message", wrong)
    this.state.replaceChildren(text)
    if (link) {
      const way = element("a", "govuk-link", "See it")
      way.href = link
      way.append(element("span", "govuk-visually-hidden", `: ${this.file.name}`))
      this.state.append(" ", way)
    }
  }

  refuse(why) {
    this.isWaiting = false
    this.bar.hidden = true
    this.say(why, { wrong: true })
    this.offer("Leave out")
  }
}

export class Chosen {
  constructor(list, most, tooLarge) {
    this.list = list
    this.most = most
    this.tooLarge = tooLarge
    this.lines = []
  }

  get waiting() {
    return this.lines.filter((line) => line.isWaiting)
  }

  get added() {
    return this.lines.filter((line) => line.isAdded).length
  }

  add(files) {
    for (const file of files) {
      const line = new Line(file, this)
      this.lines.push(line)
      this.list.append(line.item)
      if (file.size > this.most) line.refuse(this.tooLarge)
    }
  }

  leaveOut(line) {
    const place = this.lines.indexOf(line)
    this.lines.splice(place, 1)
    line.item.remove()
    const next = this.lines[Math.min(place, this.lines.length - 1)]
    const to = next && !next.button.hidden ? next.button : document.querySelector("[data-drop] input[type=file]")
    to.focus()
  }
}
