// Is the typed name one of the copy? As the gate compares names (queries/names.py, queries/likeness.py), and never laxer:
// what the gate would ask about is asked about here, and what cannot be compared here is. tests/web/test_offline.py
// puts the two side by side. `rules` come with the copy, so that both compare by the same numbers.

const FOLDS = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ə: "e", ɛ: "e", ɔ: "o", þ: "th", æ: "ae", œ: "oe", ŋ: "ng", ß: "ss" }
const SLACK = 0.005
const LEFT_OUT = /[aeiouyhw]/g

function bare(text) {
  const apart = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "")
  return apart.replace(/[łøđðħŧıəɛɔþæœŋß]/g, (sign) => FOLDS[sign]).replace(/['’‘`´ʼʻ′＇]/g, "")
}

// The words, each with its place; null where there are letters that are not compared here.
export function read(text, rules) {
  let folded = bare(text).replace(/\d/g, "").replace(/\p{Pd}/gu, "-").replace(/[^\p{L},-]/gu, " ")
  if (/[^a-z ,-]/.test(folded)) return null
  const comma = folded.indexOf(",")
  if (comma >= 0 && folded.slice(comma + 1).replace(/[ ,-]/g, "")) folded = `${folded.slice(comma + 1)} ${folded.slice(0, comma)}`
  const groups = folded.replaceAll(",", " ").split(" ").map((word) => word.split("-").filter(Boolean)).filter((group) => group.length)
  while (groups.length > 1 && rules.titles.includes(groups[0][0])) groups.shift()
  while (groups.length > 2 && rules.suffixes.includes(groups.at(-1)[0])) groups.pop()
  return groups.flat()
}

function joined(words, rules) {
  const out = []
  let prefix = ""
  words.forEach((word, place) => {
    if (rules.prefixes.includes(word) && place > 0 && place < words.length - 1) return void (prefix += word)
    out.push(prefix + word)
    prefix = ""
  })
  return out
}

export function key(words, rules) {
  const found = joined(words, rules)
  return (found.length === 2 && found[0] === found[1] ? found.slice(0, 1) : found).join(" ")
}

// Each word, and every few that stand together as one: Mc Donald, Abd al Rahman, Smith-Jones.
function pieces(words) {
  const found = []
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) found.push({ from, to, text: words.slice(from, to).join("") })
  }
  return found
}

export function osa(one, other) {
  const rows = [[...Array(other.length + 1).keys()]]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + same)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[one.length][other.length]
}

function alike(one, other) {
  const longest = Math.max(one.length, other.length)
  return longest ? 1 - osa(one, other) / longest : 1
}

export function jaroWinkler(one, other) {
  if (one === other) return 1
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = Array(other.length).fill(false)
  const ours = []
  for (let i = 0; i < one.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(other.length - 1, i + reach); j++) {
      if (taken[j] || one[i] !== other[j]) continue
      taken[j] = true
      ours.push(one[i])
      break
    }
  }
  if (!ours.length) return 0
  const theirs = [...other].filter((_, j) => taken[j])
  const moved = ours.filter((sign, place) => sign !== theirs[place]).length / 2
  const many = ours.length
  const jaro = (many / one.length + many / other.length + (many - moved) / many) / 3
  let prefix = 0
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix++
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro
}

// What two texts have in common in order, of a hundred.
function ratio(one, other) {
  const row = Array(other.length + 1).fill(0)
  for (const sign of one) {
    let before = 0
    for (let j = 1; j <= other.length; j++) {
      const kept = row[j]
      row[j] = sign === other[j - 1] ? before + 1 : Math.max(row[j], row[j - 1])
      before = kept
    }
  }
  return one.length + other.length ? (200 * row[other.length]) / (one.length + other.length) : 100
}

const sorted = (text) => text.split(" ").sort().join(" ")

const made = new WeakMap()

function patterns(rules) {
  if (!made.has(rules)) made.set(rules, rules.spelt.map(([pattern, instead]) => [new RegExp(pattern, "g"), instead]))
  return made.get(rules)
}

export function sound(word, rules) {
  let said = word
  for (const [pattern, instead] of patterns(rules)) said = said.replace(pattern, instead)
  const first = "aeiou".includes(said.slice(0, 1)) && said ? "a" : said.slice(0, 1)
  return (first + said.slice(1).replace(LEFT_OUT, "")).replace(/(.)\1+/g, "$1")
}

function soundsLike(one, other, rules) {
  const heard = sound(one, rules)
  return heard.length >= rules.shortest_sound && heard === sound(other, rules)
}

function surnameAgrees(one, other, rules) {
  if (Math.min(one.length, other.length) < rules.shortest_edited) return one === other
  return jaroWinkler(one, other) >= rules.surname_near - SLACK || osa(one, other) <= 1
}

function firstAgrees(one, other, form, rules) {
  if (one === other || form.also.includes(one)) return true
  if (one.length === 1 || other.length === 1) return one[0] === other[0]
  return jaroWinkler(one, other) >= rules.first_near - SLACK
}

function formLike(parts, whole, form, rules) {
  if (parts.some((part) => form.telling.includes(part.text))) return true
  if (ratio(sorted(whole), sorted(form.key)) >= rules.whole_like - SLACK * 100) return true
  const apart = (one, other) => one.to <= other.from || other.to <= one.from
  const surnames = parts.map((part) => ({
    part,
    agrees: form.surnames.some((own) => surnameAgrees(part.text, own, rules)),
    like: form.surnames.some((own) => alike(part.text, own) >= rules.surname_like - SLACK || soundsLike(part.text, own, rules)),
  }))
  const firsts = parts.map((part) => ({
    part,
    agrees: form.firsts.some((own) => firstAgrees(part.text, own, form, rules)),
    like: form.firsts.some(
      (own) =>
        part.text[0] === own[0] || alike(part.text, own) >= rules.first_like - SLACK || soundsLike(part.text, own, rules),
    ),
  }))
  return surnames.some((surname) =>
    firsts.some((first) => apart(surname.part, first.part) && ((surname.agrees && first.like) || (surname.like && first.agrees))),
  )
}

// One of: {word: "barred", name, until}, {word: "check"}, {word: "clear"}, {word: "more"} where it is no whole name.
export function look(text, names, rules, today) {
  const words = read(text, rules)
  if (words === null || /\d/.test(text)) return { word: "check" }
  if (!words.length) return { word: "more" }
  const own = key(words, rules)
  const exact = names.filter((one) => one.keys.includes(own))
  if (exact.length === 1 && exact[0].certain && exact[0].until >= today) return { word: "barred", name: exact[0].name, until: exact[0].until }
  if (exact.length) return { word: "check" }
  if (words.length < 2) return { word: "more" }
  const parts = pieces(words)
  return { word: names.some((one) => one.forms.some((form) => formLike(parts, own, form, rules))) ? "check" : "clear" }
}
