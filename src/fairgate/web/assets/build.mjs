// Compiles what the browser is sent into the folder named on the command line: fairgate.css, the stylesheets beside it
// that only some pages have, fairgate.js, early.js, icon.svg, and one script for every page folder that holds a page.js (web/reception/gate/page.js → reception-gate.js).
// Run by `python -m fairgate.ops.assets`, which checks the result, hashes the names and puts it in place.
import { copyFile, glob, writeFile } from "node:fs/promises"
import { basename, dirname, join, relative, resolve, sep } from "node:path"
import { fileURLToPath } from "node:url"

import { build } from "esbuild"
import { compile } from "sass"

const assets = dirname(fileURLToPath(import.meta.url))
const web = dirname(assets)
const root = resolve(web, "../../..")
const out = resolve(process.argv[2])

for await (const sheet of glob("[!_]*.scss", { cwd: join(assets, "styles") })) {
  const styles = compile(join(assets, "styles", sheet), {
    style: "compressed",
    charset: false,
    loadPaths: [join(root, "node_modules")],
  })
  await writeFile(join(out, `${basename(sheet, ".scss")}.css`), styles.css)
}

const entries = { fairgate: join(assets, "fairgate.js"), early: join(assets, "early.js") }
for await (const page of glob("*/**/page.js", { cwd: web })) {
  entries[relative(".", dirname(page)).split(sep).join("-")] = join(web, page)
}
await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  logLevel: "warning",
})

await copyFile(join(assets, "icon.svg"), join(out, "icon.svg"))
await copyFile(join(assets, "govuk-frontend-licence.txt"), join(out, "govuk-frontend-licence.txt"))
