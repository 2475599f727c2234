// The copy on this device: its ciphertext on the disk, its key in this page's memory alone.
const NAME = "fairgate-offline"
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept")
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
}

async function within(mode, act) {
  const base = await open()
  try {
    return await new Promise((done, failed) => {
      const change = base.transaction("kept", mode)
      const asked = act(change.objectStore("kept"))
      change.oncomplete = () => done(asked.result)
      change.onerror = change.onabort = () => failed(change.error)
    })
  } finally {
    base.close()
  }
}

export const get = (name) => within("readonly", (store) => store.get(name))
export const put = (name, value) => within("readwrite", (store) => store.put(value, name))

export async function wipe() {
  await within("readwrite", (store) => store.clear())
}

// The key cannot be taken out again, by this page or any other.
export const keyFrom = (told) => crypto.subtle.importKey("raw", bytes(told), "AES-GCM", false, ["decrypt"])

export async function keyOf(word, kept) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(word.trim().toLowerCase()), "PBKDF2", false, ["deriveKey"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(kept.salt), iterations: kept.rounds }
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["decrypt"])
}

export async function names(kept, key) {
  const how = { name: "AES-GCM", iv: bytes(kept.nonce), additionalData: new TextEncoder().encode(kept.head) }
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes(kept.body))))
}

// How old it is, in minutes; null where it is over, or the device's clock cannot be right.
export function age(kept, since) {
  const head = JSON.parse(kept.head)
  const [made, ends, now] = [Date.parse(head.made_at), Date.parse(head.ends_at), Date.now()]
  const gone = Math.max(now - made, since ? performance.now() - since : 0)
  if (now < made - 120000 || made + gone >= ends) return null
  return Math.max(0, Math.floor(gone / 60000))
}
