// An identity provider for the tests: oidc-provider, with the people and clients that its standard input lists as JSON.
// It prints its issuer once it listens. Whoever signs in is chosen on a page of buttons; nothing is ever asked twice.
import { generateKeyPairSync } from "node:crypto"
import { text } from "node:stream/consumers"
import Provider, { interactionPolicy } from "oidc-provider"

const { port, people, clients } = JSON.parse(await text(process.stdin))
const issuer = `http://127.0.0.1:${port}`
const key = { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), kid: "one", use: "sig" }

// Every sign-in begins with the choice of a person, as with prompt=select_account at Microsoft and Google.
const policy = interactionPolicy.base()
policy.remove("consent")
policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }))

// Whatever is told of anybody is told in the ID token, as those two do.
const told = [...new Set(Object.values(people).flatMap(Object.keys))]

const provider = new Provider(issuer, {
  clients: clients.map(client => ({ ...client, response_types: ["code"], grant_types: ["authorization_code"] })),
  jwks: { keys: [key] },
  cookies: { keys: ["of this run alone"] },
  conformIdTokenClaims: false,
  claims: { openid: ["sub", ...told], email: [], profile: [] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_, interaction) => `/choose/${interaction.uid}` },
  loadExistingGrant: ctx => granted(ctx.oidc),
})

async function granted({ client, session, provider }) {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope("openid email profile")
  await grant.save()
  return grant
}

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/choose/")) return next()
  if (ctx.method === "GET") {
    const buttons = Object.keys(people).map(id => `<p><button name="who" value="${id}">${id}</button></p>`)
    ctx.type = "html"
    ctx.body = `<!doctype html><html lang="en"><title>Choose</title><h1>Choose an account</h1>
      <form method="post">${buttons.join("")}<p><button name="who" value="">Cancel</button></p></form></html>`
    return
  }
  const who = new URLSearchParams(await text(ctx.req)).get("who")
  const result = who
    ? { login: { accountId: who, amr: people[who].amr, remember: false }, select_account: {} }
    : { error: "access_denied", error_description: "somebody@example.org is not allowed here" }
  await provider.interactionFinished(ctx.req, ctx.res, result)
  ctx.respond = false
})

provider.listen(port, "127.0.0.1", () => console.log(issuer))
