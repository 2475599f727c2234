// The worker of one page: where the line fails, /gate/offline opens all the same, without anything in it. It keeps that
// page, its style and its script; never an answer, a name or any other page. SHELL is put before it as it is served.
const CACHE = `fairgate-offline-${SHELL.join("|")}`

self.addEventListener("install", (event) => {
  self.skipWaiting()
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)))
})

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((all) => Promise.all(all.filter((one) => one !== CACHE).map((one) => caches.delete(one))))
  event.waitUntil(others.then(() => self.clients.claim()))
})

async function page(request) {
  const late = new Promise((_, failed) => setTimeout(() => failed(new Error("late")), 4000))
  try {
    const response = await Promise.race([fetch(request), late])
    if (response.status < 500) return response
  } catch {}
  return (await caches.match(SHELL[0])) ?? Response.error()
}

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url)
  if (event.request.mode === "navigate" && pathname === OPENS) return event.respondWith(page(event.request))
  if (SHELL.slice(1).includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)))
})
