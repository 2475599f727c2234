// What is wrong with the form, said as the server says it without scripts: a list at its top, and beside each field.
function made(name, className, text = "") {
  const one = document.createElement(name)
  one.className = className
  one.textContent = text
  return one
}

export function problems(form, wrong) {
  for (const old of document.querySelectorAll("[data-problem]")) old.remove()
  for (const group of form.querySelectorAll(".govuk-form-group--error")) group.classList.remove("govuk-form-group--error")
  if (!wrong.length) return
  const box = made("div", "govuk-error-summary")
  box.dataset.problem = ""
  box.tabIndex = -1
  box.setAttribute("role", "alert")
  const list = made("ul", "govuk-list govuk-error-summary__list")
  for (const { text, href } of wrong) {
    const line = document.createElement("li")
    const link = made(href ? "a" : "span", "", text)
    if (href) {
      link.href = href
      beside(form.querySelector(href), text)
    }
    line.append(link)
    list.append(line)
  }
  const body = made("div", "govuk-error-summary__body")
  body.append(list)
  box.append(made("h2", "govuk-error-summary__title", "There is a problem"), body)
  form.before(box)
  box.focus()
}

function beside(field, text) {
  const group = field?.closest(".govuk-form-group")
  if (!group) return
  const message = made("p", "govuk-error-message", text)
  message.dataset.problem = ""
  group.classList.add("govuk-form-group--error")
  ;(group.querySelector(".govuk-hint") ?? group.querySelector("label, legend")).after(message)
}
