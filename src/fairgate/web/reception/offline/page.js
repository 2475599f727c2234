// When the line fails: the copy on this device answers, says how old it is, and is wiped as soon as it may not be kept.
import { age, get, keyFrom, keyOf, names, put, wipe } from "./copy.js"
import { look } from "./match.js"

const page = document.getElementById("offline")
const at = (id) => document.getElementById(id)
const answer = at("offline-answer")
const EVERY = 30 * 1000
const FRESH = 30 * 60 * 1000
let key = null
let since = 0
let failing = false

function show(id, on) {
  at(id).hidden = !on
}

function forget() {
  answer.replaceChildren()
}

function say(text) {
  at("offline-state").textContent = text
}

function told(minutes) {
  const hours = Math.floor(minutes / 60)
  const parts = [hours && `${hours} ${hours === 1 ? "hour" : "hours"}`, `${minutes % 60} ${minutes % 60 === 1 ? "minute" : "minutes"}`]
  return parts.filter(Boolean).join(" ")
}

async function gone(why) {
  key = null
  forget()
  await wipe().catch(() => {})
  show("offline-form", false)
  show("offline-unlock", false)
  say(`${why} Do not rely on what you saw before.`)
}

// What the server says: "works", "failed" where it does not answer, "over" where nothing may be kept here any more.
async function ask(address, sent = {}) {
  const stop = new AbortController()
  const late = setTimeout(() => stop.abort(), 5000)
  try {
    const response = await fetch(address, { cache: "no-store", redirect: "manual", signal: stop.signal, ...sent })
    if (response.type === "opaqueredirect") return { state: "over", why: "You are signed out." }
    if (response.status >= 500 || response.status === 429) return { state: "failed" }
    if (!response.ok) return { state: "over", why: "This device may keep no copy any more." }
    return { state: "works", told: await response.json() }
  } catch {
    return { state: "failed" }
  } finally {
    clearTimeout(late)
  }
}

async function copy() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
  if (!token) return
  const looks = (await get("looks")) ?? []
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, looks: JSON.stringify(looks) })
  const came = await ask(page.dataset.copy, { method: "POST", body })
  if (came.state === "over") return gone(came.why)
  if (came.state !== "works") return
  key = await keyFrom(came.told.key)
  since = performance.now()
  await put("kept", came.told.kept)
  await put("rules", came.told.rules)
  await put("looks", [])
}

async function state() {
  const came = await ask(page.dataset.state, { headers: { "X-Only-Looks": "1" } })
  if (came.state === "over") return gone(came.why)
  if (came.state === "works" && !came.told.device) return gone("This device may keep no copy any more.")
  const was = failing
  failing = came.state === "failed"
  if (was !== failing) forget()
  if (!failing && page.dataset.shell) return location.reload()
  const kept = await get("kept")
  const minutes = kept ? age(kept, since) : null
  if (kept && minutes === null) return gone("The copy is older than twelve hours, or this device’s clock is wrong: it answers no more.")
  if (!failing && (!kept || minutes * 60000 >= FRESH)) await copy()
  if (!failing) say(kept || key ? "The line works: ask at the gate. A copy is ready on this device." : "The line works: ask at the gate.")
  else if (!kept) say("The line has failed, and there is no copy on this device. Use the printed list, or call the head.")
  else say(`The line has failed. This copy is ${told(minutes)} old: who was barred since then is not on it.`)
  show("offline-form", failing && Boolean(kept) && Boolean(key))
  show("offline-unlock", failing && Boolean(kept) && !key)
}

async function answered(event) {
  event.preventDefault()
  forget()
  const kept = await get("kept")
  const minutes = kept ? age(kept, since) : null
  if (minutes === null) return gone("The copy is older than twelve hours, or this device’s clock is wrong: it answers no more.")
  const head = JSON.parse(kept.head)
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" }).format(new Date())
  const found = look(at("offline-name").value, await names(kept, key), await get("rules"), today)
  const shown = at(`offline-${found.word}`).content.cloneNode(true)
  const fill = { name: found.name, until: found.until && new Intl.DateTimeFormat("en-GB", { dateStyle: "full" }).format(new Date(`${found.until}T12:00`)),
    asked: at("offline-name").value, age: told(minutes), school: head.school, phone: head.phone || "the school office" }
  shown.querySelectorAll("[data-fill]").forEach((one) => (one.textContent = fill[one.dataset.fill] ?? ""))
  answer.replaceChildren(shown)
  const looks = (await get("looks")) ?? []
  await put("looks", [...looks, new Date().toISOString()].slice(-500))
  at("offline-name").select()
}

async function unlocked(event) {
  event.preventDefault()
  const kept = await get("kept")
  try {
    const made = await keyOf(at("offline-word").value, kept)
    await names(kept, made)
    key = made
    show("offline-wrong", false)
  } catch {
    show("offline-wrong", true)
  }
  at("offline-word").value = ""
  await state()
}

async function begin() {
  if (!window.isSecureContext || !("serviceWorker" in navigator) || !crypto.subtle) return show("offline-plain", true)
  if (!page.dataset.agreed) return wipe().catch(() => {})
  await navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope })
  at("offline-form").addEventListener("submit", (event) => answered(event).catch(() => gone("The copy cannot be read.")))
  at("offline-unlock").addEventListener("submit", (event) => unlocked(event).catch(() => gone("The copy cannot be read.")))
  at("offline-name").addEventListener("input", forget)
  window.addEventListener("pageshow", (event) => event.persisted && location.reload())
  if (!page.dataset.shell) await copy()
  await state()
  setInterval(() => state().catch(() => gone("The copy cannot be read.")), EVERY)
  for (const sign of ["online", "offline"]) window.addEventListener(sign, () => state().catch(() => {}))
}

if (page) begin().catch(() => say("The copy could not be set up on this device. Use the printed list."))
