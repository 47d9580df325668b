(() => {
const me = document.currentScript, w = me.dataset, FIRST = 20, asked = {}, told = {}
const make = (tag, more, ...inside) => {
  const element = document.createElement(tag)
  for (const name in more) element.setAttribute(name, more[name])
  element.append(...inside)
  return element
}
// A file of the index is a script of one call; from disk nothing else may be read.
self.az = (name, content) => told[name](content)
const load = (name) => asked[name] ??= new Promise((done, lost) => {
  told[name] = done
  const script = make("script", {src: "search" + (name && "/" + name) + ".js"})
  script.onerror = lost
  document.head.append(script)
})
// generator/site/finding.py folds in the same way.
const plain = {ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i"}
const wordsOf = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
  .replace(/[ßæœøđłı]/g, (c) => plain[c]).match(/[\p{L}\p{N}]+/gu) || []
const quoted = /\t[^\t ]+ ([^\t]*)\t/g

let all
const open = async () => {
  const [names, size, keys, block] = await load("")
  // A list that is not divided is read from the page: its names stand in no file, and its titles neither.
  const lines = [...document.querySelectorAll("section .az li")]
  const here = lines.map((li) => [li, wordsOf(li.firstElementChild.textContent)])
  const titles = new Map(lines.map((li) => li.querySelector("a")).map((a) =>
    [a.getAttribute("href").replace("index.html", ""), a.textContent]))
  if (!block) {
    const known = new Set(keys.split(" "))
    const lies = (key, word) => key === word || key[1] && word[1] && (word.startsWith(key) || key.startsWith(word))
    const file = (key) => [...key].map((c) => c < "\x7f" ? c : c.codePointAt(0).toString(16) + "_").join("")
    return {here, titles, names, size, block: load, index: async (typed) => {
      const files = [...known].filter((key) => lies(key, typed)).map((key) => load("i-" + file(key)))
      return (await Promise.all(files)).flatMap((words) => Object.entries(words)).map(([word, steps]) => {
        let at = 0
        return [word, steps.map((step) => at += step)]
      })
    }}
  }
  const index = new Map()
  block[2].forEach(([text], id) => new Set(wordsOf(text.replace(quoted, " $1 "))).forEach((word) =>
    index.get(word)?.push(id) ?? index.set(word, [id])))
  return {here, titles, names, size, block: () => block, index: () => [...index]}
}

// Every word must be there, as the beginning of a word; a single letter only as the whole of one.
const fits = (known, word) => known === word || word[1] && known.startsWith(word)
const namesHere = (here, words) => here.filter(([, known]) => words.every((word) => known.some((one) => fits(one, word))))
  .map(([li, known], at) => [li, words.filter((word) => known.includes(word)).length, at])
  .sort(([, a, first], [, b, second]) => b - a || first - second).map(([li]) => li)
const search = async ({names, index}, words) => {
  let found
  for (const word of words) {
    const hits = new Map()
    for (const [known, ids] of await index(word))
      if (fits(known, word))
        for (const id of ids) if (!found || found.has(id))
          hits.set(id, Math.max(hits.get(id) || 0, (found?.get(id) || 0) + (known === word)))
    found = hits
  }
  return [...found].sort(([a, exact], [b, other]) => (a >= names) - (b >= names) || other - exact || a - b)
}

const row = ([text, page, anchor, ...sources], [pages, signs]) => {
  const path = w.up + pages[2 * page + 1], title = pages[2 * page] || all.titles.get(path)
  let href = path + (anchor ? "#" + anchor : "")
  if (location.protocol === "file:") href = href.replace(/\/(?=#|$)/, "/index.html")
  const small = make("p", {class: "k"}, text === title ? "" : title)
  for (const source of sources) small.append(" ",
    make("b", {class: "g", "aria-hidden": true}, signs[2 * source]), " " + signs[2 * source + 1])
  return make("li", {}, make("a", {href}, ...text.split("\t").map((part, at) => {
    if (at % 2 === 0) return part
    const space = part.indexOf(" ")
    return make("q", {lang: part.slice(0, space)}, part.slice(space + 1))
  })), small)
}

const input = make("input", {type: "search", id: "_search", autocomplete: "off", spellcheck: false})
const status = make("p", {class: "o", role: "status"}), list = make("ol")
const more = make("p", {class: "in", hidden: ""}, make("a", {href: "#_letters"}, w.list))
let turn = 0
const answer = async () => {
  const mine = ++turn, words = wordsOf(input.value)
  let rows = [], said = ""
  try {
    all ??= await open()
    if (words.length) {
      const found = [...namesHere(all.here, words), ...await search(all, words)], count = found.length
      for (const hit of found.slice(0, FIRST)) {
        if (hit.cloneNode) {
          rows.push(hit.cloneNode(true))
          continue
        }
        const block = await all.block(String(Math.floor(hit[0] / all.size)))
        rows.push(row(block[2][hit[0] % all.size], block))
      }
      said = (!count ? w.none : count === 1 ? w.one : count > FIRST ? w.first : w.many)
        .replace("{n}", count).replace("{first}", FIRST)
    }
  } catch { said = w.lost }
  if (mine !== turn) return
  list.replaceChildren(...rows)
  status.textContent = said
  more.hidden = !said || rows.length > 0
}
let pause
input.addEventListener("input", () => {
  clearTimeout(pause)
  pause = setTimeout(answer, 200)
})
const box = make("details", {}, make("summary", {}, w.search), make("search", {},
  make("label", {for: "_search"}, w.label), input, status, more, list))
box.addEventListener("toggle", () => { if (box.open) { input.focus(); answer() } })
me.after(box)
})()
