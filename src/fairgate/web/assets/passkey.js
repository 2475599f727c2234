// A passkey is made or used by the browser itself; what it answers goes into the form and is posted. The form is hidden
// until here: without scripts, or in a browser that knows no passkeys, it would do nothing.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0))
const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

const known = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }))

async function made(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  }
  const { id, rawId, type, response, ...rest } = await navigator.credentials.create({ publicKey }).then(plain)
  return {
    id,
    rawId: text(rawId),
    type,
    response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) },
    ...rest,
  }
}

async function used(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  }
  const { id, rawId, type, response, ...rest } = await navigator.credentials.get({ publicKey }).then(plain)
  return {
    id,
    rawId: text(rawId),
    type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
    ...rest,
  }
}

// A credential's properties belong to its prototype: they are not copied by themselves.
const plain = credential => ({
  id: credential.id,
  rawId: credential.rawId,
  type: credential.type,
  response: credential.response,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
})

function ask(form, ceremony) {
  if (!form || !window.PublicKeyCredential) return
  const failed = form.querySelector("[role=alert]")
  const { publicKey } = JSON.parse(form.querySelector("script[type='application/json']").textContent)
  form.hidden = false
  form.addEventListener("submit", async event => {
    event.preventDefault()
    failed.hidden = true
    try {
      form.elements.credential.value = JSON.stringify(await ceremony(publicKey))
      form.submit()
    } catch {
      failed.hidden = false
    }
  })
}

export const make = form => ask(form, made)
export const prove = form => ask(form, used)
