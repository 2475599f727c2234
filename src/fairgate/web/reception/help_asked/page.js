// Who is coming, asked again every few seconds; what cannot be asked is said to be old, never left standing as new.
import { everyFewSeconds } from "../../assets/ask.js"

const answers = document.getElementById("answers")
everyFewSeconds(answers.dataset.ask, 5, (html) => {
  if (html !== null && html.trim() !== answers.innerHTML.trim()) answers.innerHTML = html
  answers.classList.toggle("fg-help--old", html === null)
})
