"use strict";
// The page of a class: sorts and filters its table, moves in it by keys, and opens the stories.
const at = (id) => document.getElementById(id);
const { groups, outcomes, say } = JSON.parse(at("data").textContent);
const checks = groups.flatMap((group, number) =>
  group.checks.map(([id, title, most, failed, graded, reason, count]) =>
    ({ id, title, most, failed, graded, reason, count, group: number })));
const column = new Map(checks.map((check, number) => [check.id, number]));
const first = groups.map((_, number) => checks.findIndex((check) => check.group === number));
const body = at("rows"), map = document.querySelector(".map"), panel = at("panel"), tip = at("tip");
const rows = [...body.children].map((element, number) => ({
  element, number, codes: element.dataset.o, total: Number(element.dataset.t),
  name: element.querySelector("bdi").textContent, who: element.querySelector(".who"),
}));
let order = [...rows];  // as they stand, those that are not shown as well
const wanted = { text: "", check: -1, first: -1, last: -1 };

const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
function coded(text) {  // what stands between backticks is code
  const parts = text.split("`");
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, number) => (number % 2 ? make("code", {}, part) : part));
}
const plain = (text) => text.replaceAll("`", "");

// ---------------------------------------------------------------- which learners are shown

function isWanted(row) {
  if (wanted.text && !row.name.toLocaleLowerCase().includes(wanted.text)) return false;
  if (wanted.check >= 0 && row.codes[wanted.check] !== "f") return false;
  return wanted.first < 0 || (row.total >= wanted.first && row.total <= wanted.last);
}
const shown = () => order.filter((row) => !row.element.hidden);

function filter() {
  let number = 0;
  for (const row of rows) {
    row.element.hidden = !isWanted(row);
    number += !row.element.hidden;
  }
  const { check, first: low, last } = wanted;
  const why = [filled(say.shown, { shown: number, all: rows.length })];
  if (check >= 0) why.push(filled(say.missed_check, { title: plain(checks[check].title) }));
  if (low >= 0) why.push(filled(low < last ? say.between : say.exactly, { first: low, last }));
  at("shown").textContent = why.join(" · ");
  at("clear").hidden = number === rows.length;
  for (const each of document.querySelectorAll("[data-check]"))
    each.setAttribute("aria-pressed", Number(each.dataset.check) === check);
  for (const each of document.querySelectorAll(".bin"))
    each.setAttribute("aria-pressed", Number(each.dataset.first) === low);
  rove(shown()[0]);
}

function clear() {
  Object.assign(wanted, { text: "", check: -1, first: -1, last: -1 });
  at("find").value = "";
  filter();
}

// ---------------------------------------------------------------- their order

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const RANK = { f: 0, e: 1, n: 2, s: 3, p: 4 };
const byName = (one, other) => collator.compare(one.name, other.name) || one.number - other.number;
function key(by) {
  const [kind, what] = by.split(" ");
  if (kind === "total") return (row) => (row.total < 0 ? Infinity : row.total);
  if (kind === "-total") return (row) => -row.total;
  if (kind === "program")
    return (row) => {
      const cell = row.element.querySelector(`.g${what} .n`);
      return cell && cell.textContent ? Number(cell.textContent) : Infinity;
    };
  return (row) => RANK[row.codes[column.get(what)]] ?? 5;
}
function sort(by) {
  if (by === "name") order.sort(byName);
  else {
    const keys = new Map(rows.map((row) => [row, key(by)(row)]));
    order.sort((one, other) => keys.get(one) - keys.get(other) || byName(one, other) || 0);
  }
  at("order").value = by;
  for (const each of document.querySelectorAll(".heads [data-by]")) {
    const is = each.dataset.by === by.replace("-", "");
    const direction = by.startsWith("-") ? "descending" : "ascending";
    if (is) each.parentElement.setAttribute("aria-sort", direction);
    else each.parentElement.removeAttribute("aria-sort");
  }
  body.append(...order.map((row) => row.element));
  map.scrollTop = 0;
  rove(shown()[0]);
}

// ---------------------------------------------------------------- a story

async function stories(number) {
  const found = at(`s${number}`);
  const told = { less: found ? found.dataset.less : "", of: new Map() };
  if (!found || !found.textContent) return told;
  const bytes = Uint8Array.from(atob(found.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  for (const [id, points, message, html] of JSON.parse(await new Response(stream).text()))
    told.of.set(column.get(id), { points, message, html });
  return told;
}

function sectionOf(row, group, told) {
  const cell = row.element.querySelector(`.g${group} .n`);
  if (!cell || !cell.textContent) return [];
  const heading = make("h3", {}, make("span", {}, groups[group].name),
    make("span", { className: "points" }, `${cell.textContent}/${groups[group].most}`));
  const passed = make("ul", { className: "checks" }), others = [];
  for (let number = first[group]; checks[number]?.group === group; number++) {
    const code = row.codes[number], check = checks[number];
    if (code === "p") passed.append(line(check, code, `${check.most}/${check.most}`, number));
    else if (code !== " ") others.push(lost(check, code, told.of.get(number), number));
  }
  const kept = make("details", { className: "more" }, make("summary", {},
    `${outcomes.p[0]} ${filled(say.all_passed, { number: passed.childElementCount })}`), passed);
  const section = make("section", { className: "program" }, heading, ...others);
  if (passed.childElementCount) section.append(kept);
  return [section];
}
function line(check, code, points, number, ...more) {
  const [sign, outcome] = outcomes[code];
  const item = make("li", { className: `code-${code}`, tabIndex: -1 },
    make("span", { className: "sign", ariaHidden: "true" }, sign),
    make("span", { className: "text" }, make("span", { className: "unseen" }, `${outcome}: `),
      ...coded(check.title), ...more),
    make("span", { className: "points" }, points));
  item.dataset.number = number;
  return item;
}
function lost(check, code, story, number) {
  if (story && story.html) {
    const holder = make("div", { className: "lost" });
    holder.innerHTML = story.html;  // of our template, in which all text is escaped
    holder.dataset.number = number;
    const gist = make("span", { className: "gist" }, ...coded(story.message));
    holder.querySelector("summary h4").append(gist);
    return holder;
  }
  const [, outcome] = outcomes[code], message = story ? story.message : outcome;
  return make("ul", { className: "checks" }, line(check, code, story ? story.points : "", number,
    make("span", { className: "gist" }, ...coded(message))));
}

let opened = { row: null, check: -1, from: null };
async function open(row, check, from) {
  opened = { row, check, from };
  at("panel-name").replaceChildren(make("bdi", {}, row.name), " ",
    make("span", { className: "points" }, row.total < 0 ? "–" : String(row.total)));
  const inside = at("panel-body");
  inside.replaceChildren();
  if (!panel.open) panel.showModal();
  for (const each of row.element.querySelectorAll(".problem, .noted .unseen"))
    inside.append(make("p", { className: "caveat" }, each.textContent));
  let told = { less: "", of: new Map() };
  try {
    told = await stories(row.number);
  } catch {
    told.less = say.unreadable;
  }
  if (opened.row !== row) return;  // another one was opened meanwhile
  if (told.less) inside.append(make("p", { className: "caveat" }, told.less));
  inside.append(...groups.flatMap((_, group) => sectionOf(row, group, told)));
  const place = inside.querySelector(`[data-number="${check}"]`);
  for (let each = place; each && each !== inside; each = each.parentElement)
    if (each.tagName === "DETAILS") each.open = true;
  const story = place ? place.querySelector("details.check") : null;
  if (story) story.open = true;
  (story ? story.querySelector("summary") : place ?? at("panel-name")).focus();
  if (place) place.scrollIntoView({ block: "start" });
  else panel.scrollTop = 0;
  panel.dataset.ready = `${row.number} ${check}`;
}
function next(step) {
  const list = shown(), place = list.indexOf(opened.row) + step;
  if (list[place]) open(list[place], opened.check, list[place].who);
}
panel.addEventListener("close", () => opened.from?.focus());
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
at("close").addEventListener("click", () => panel.close());
at("before").addEventListener("click", () => next(-1));
at("after").addEventListener("click", () => next(1));

// ---------------------------------------------------------------- cells

const cursor = make("button", { type: "button", id: "cursor", tabIndex: -1 });
let here = { row: null, check: 0 };
const rowOf = (element) => rows[Number(element.closest("#rows > .row")?.id.slice(1) ?? -1)];

function cellAt(event) {
  const strip = event.target.closest("#rows .strip, .heads .strip");
  if (!strip) return null;
  const group = Number(strip.parentElement.className.match(/\bg(\d+)/)[1]);
  const box = strip.getBoundingClientRect(), number = groups[group].checks.length;
  const place = Math.floor((event.clientX - box.left) / box.width * number);
  return { row: rowOf(strip), check: first[group] + Math.max(0, Math.min(number - 1, place)), strip };
}
function rove(row, check = -1) {
  for (const each of body.querySelectorAll('.who[tabindex="0"]')) each.tabIndex = -1;
  cursor.remove();
  if (!row) return;
  row.who.tabIndex = 0;
  here = { row, check };
}
function put(row, check) {  // the button that stands for a cell, into the place of that cell
  const { group } = checks[check], cell = row.element.querySelector(`.g${group}`);
  if (!cell) return row.who.focus();
  rove(row, check);
  const inGroup = check - first[group], strip = cell.querySelector(".strip");
  cell.append(cursor);
  const width = strip.getBoundingClientRect().width / groups[group].checks.length;
  cursor.style.left = `${strip.getBoundingClientRect().left - cell.getBoundingClientRect().left + inGroup * width}px`;
  cursor.style.width = `${width}px`;
  const [, outcome] = outcomes[row.codes[check]] ?? ["", "–"];
  cursor.setAttribute("aria-label",
    filled(say.cell, { name: row.name, title: plain(checks[check].title), outcome }));
  cursor.focus({ preventScroll: true });
  const box = cursor.getBoundingClientRect(), frame = map.getBoundingClientRect();
  const left = frame.left + row.element.querySelector(".total").getBoundingClientRect().right - frame.left;
  if (box.left < left) map.scrollLeft -= left - box.left + 40;
  else if (box.right > frame.right) map.scrollLeft += box.right - frame.right + 40;
  row.element.scrollIntoView({ block: "nearest" });
  tell({ row, check }, cursor.getBoundingClientRect());
}
const isShown = (check) => map.querySelector(`.heads .g${checks[check].group}`).offsetWidth > 0;
function along(check, step) {
  do check += step; while (checks[check] && !isShown(check));
  return check;
}
function move(event) {
  const row = rowOf(event.target);
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const list = shown(), place = list.indexOf(row), check = event.target === cursor ? here.check : -1;
  const up = { ArrowUp: -1, ArrowDown: 1, PageUp: -20, PageDown: 20 }[event.key];
  let [target, cell] = [row, check];
  if (up) target = list[Math.max(0, Math.min(list.length - 1, place + up))];
  else if (event.key === "ArrowRight") cell = along(check, 1);
  else if (event.key === "ArrowLeft") cell = check < 0 ? -1 : along(check, -1);
  else if (event.key === "Home") cell = -1;
  else if (event.key === "End") cell = along(checks.length, -1);
  else return;
  event.preventDefault();
  if (cell >= checks.length) return;
  if (cell >= 0) return put(target, cell);
  rove(target);
  target.who.focus({ preventScroll: true });
  target.element.scrollIntoView({ block: "nearest" });
  tip.hidden = true;
}

let telling = 0;
async function tell({ row, check }, box) {
  const mine = ++telling, { title, failed, graded, reason, count, group } = checks[check];
  const lines = [make("b", {}, ...coded(title)), make("span", { className: "of" }, groups[group].name)];
  const code = row ? row.codes[check] : "";
  if (row && outcomes[code]) {
    const [sign, outcome] = outcomes[code];
    lines.unshift(make("span", { className: `code-${code}` }, make("bdi", {}, row.name), ` ${sign} ${outcome}`));
  } else {
    lines.push(filled(say.missed_by, { failed, all: graded }));
    if (reason) lines.push(make("span", {}, make("b", {}, filled(say.share, { count, failed })), " ", ...coded(reason)));
  }
  tip.replaceChildren(...lines.map((each) => make("div", {}, each)));
  tip.hidden = false;
  place(box);
  if (code !== "f" || mine !== telling) return;
  const told = await stories(row.number).catch(() => null);
  const story = told?.of.get(check);
  if (mine !== telling || tip.hidden || !story) return;
  tip.append(make("div", {}, ...coded(story.message)));
  place(box);
}
function place(box) {
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(box.left + 12, innerWidth - width - 12))}px`;
  const below = box.bottom + 10;
  tip.style.top = `${below + height < innerHeight ? below : Math.max(4, box.top - height - 10)}px`;
}
const hush = () => { telling++; tip.hidden = true; };

// ---------------------------------------------------------------- what the user does

let over = "";
map.addEventListener("mousemove", (event) => {
  const cell = cellAt(event), name = cell ? `${cell.row?.number} ${cell.check}` : "";
  if (name === over) return;
  over = name;
  if (!cell) return hush();
  const box = cell.strip.getBoundingClientRect();
  tell(cell, { left: event.clientX, top: box.top, bottom: box.bottom });
});
map.addEventListener("mouseleave", () => { over = ""; hush(); });
map.addEventListener("scroll", hush, { passive: true });
map.addEventListener("focusout", hush);
map.addEventListener("keydown", move);
map.addEventListener("focusin", (event) => {
  if (event.target.classList.contains("who")) rove(rowOf(event.target));
});
map.addEventListener("click", (event) => {
  const button = event.target.closest("button"), cell = cellAt(event);
  hush();
  if (button === cursor) return open(here.row, here.check, cursor);
  if (button?.dataset.by) return sort(button.dataset.by === "total" && at("order").value === "total" ? "-total" : button.dataset.by);
  if (button) return open(rowOf(button), -1, button);
  if (cell?.row) return open(cell.row, cell.check, cell.row.who);
  if (cell) return sort(`check ${checks[cell.check].id}`);
});
for (const each of document.querySelectorAll("[data-row]"))
  each.addEventListener("click", () => open(rows[Number(each.dataset.row)], -1, each));
for (const each of document.querySelectorAll("[data-check]"))
  each.addEventListener("click", () => {
    const number = Number(each.dataset.check);
    wanted.check = wanted.check === number ? -1 : number;
    filter();
  });
for (const each of document.querySelectorAll(".bin"))
  each.addEventListener("click", () => {
    const low = Number(each.dataset.first), isNew = wanted.first !== low;
    Object.assign(wanted, isNew ? { first: low, last: Number(each.dataset.last) } : { first: -1, last: -1 });
    filter();
  });
at("find").addEventListener("input", (event) => {
  wanted.text = event.target.value.trim().toLocaleLowerCase();
  filter();
});
at("order").addEventListener("change", (event) => sort(event.target.value));
at("clear").addEventListener("click", clear);
at("unit")?.addEventListener("change", (event) => {
  map.className = event.target.value === "" ? "map" : `map only-${event.target.value}`;
  fit();
});

// A cell is as wide as the window allows, in whole pixels.
const [NARROW, WIDE] = [6, 22];
function fit() {
  let [low, high] = [NARROW, WIDE];
  while (low < high) {
    const width = Math.ceil((low + high) / 2);
    map.style.setProperty("--w", `${width}px`);
    if (map.scrollWidth > map.clientWidth) high = width - 1;
    else low = width;
  }
  map.style.setProperty("--w", `${low}px`);
  cursor.remove();
}
addEventListener("resize", fit);
fit();
filter();
