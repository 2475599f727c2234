// Asks an address again and again, as nobody's use of the session. `then` is given the page, or null where there is no
// answer; a session that has ended is asked no more.
export function everyFewSeconds(address, seconds, then) {
  const headers = { "X-Only-Looks": "1" }
  const ask = async () => {
    let next = seconds
    try {
      const response = await fetch(address, { headers, redirect: "manual", cache: "no-store" })
      if (response.type === "opaqueredirect") return then(null, "ended")
      then(response.ok ? await response.text() : null)
      if (response.status === 404) return
    } catch {
      then(null)
      next = seconds * 2
    }
    setTimeout(ask, next * 1000)
  }
  setTimeout(ask, seconds * 1000)
}
