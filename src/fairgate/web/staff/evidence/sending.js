// One file on its way: sent by itself in the form as it is filled in, and its answer shown in its line. Sent twice, it
// is added once: the form carries the key of its operation, and the server knows the file by its content.
const LOST = "The connection was lost. Press the button again to send it once more."
const FAILED = "Something went wrong here, and it was not added. Press the button again to send it once more."
const SIGNED_OUT = "You are signed out. Sign in on another page, then press the button again: what you typed stays here."
const STOPPED = "Stopped, and not added. It is sent when you press the button again, unless you leave it out."

function answered(request) {
  try {
    return JSON.parse(request.responseText)
  } catch {
    return null
  }
}

function keep(line, why) {
  line.bar.hidden = true
  line.say(why, { wrong: true })
  line.offer("Leave out")
}

// Answers what is wrong with the form itself: nothing was sent then, and every file still waits.
export function send(form, line) {
  const body = new FormData(form)
  body.delete("photograph")
  body.set("chosen", line.file, line.file.name)
  const request = new XMLHttpRequest()
  return new Promise((resolve) => {
    const end = (wrong = []) => {
      line.stop = null
      resolve(wrong)
    }
    request.upload.addEventListener("progress", (event) => {
      line.bar.value = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0
    })
    request.upload.addEventListener("load", () => {
      line.stop = null
      line.bar.removeAttribute("value")
      line.say("It has arrived, and is being looked at")
      line.offer("")
    })
    request.addEventListener("abort", () => {
      keep(line, STOPPED)
      end()
    })
    request.addEventListener("error", () => {
      keep(line, LOST)
      end()
    })
    request.addEventListener("load", () => {
      const answer = answered(request)
      if (!answer) {
        keep(line, request.status === 200 ? SIGNED_OUT : FAILED)
        return end()
      }
      line.bar.hidden = true
      if (answer.problems.length) {
        line.say("Waits: the form is not complete")
        line.offer("Leave out")
        return end(answer.problems)
      }
      for (const one of answer.refused) line.refuse(one.why)
      for (const one of answer.taken) {
        line.isWaiting = false
        line.isAdded = true
        line.say(one.state, { link: one.address })
        line.offer("")
      }
      end()
    })
    request.open("POST", form.action)
    request.setRequestHeader("Accept", "application/json")
    line.stop = () => request.abort()
    line.bar.value = 0
    line.bar.hidden = false
    line.say("Is being sent")
    line.offer("Stop")
    request.send(body)
  })
}
