"use strict";
// Draws the report. Text of programs gets into the page as text only, never as HTML.
(() => {
  const began = performance.now();
  const $ = (id) => document.getElementById(id);
  const D = JSON.parse($("data").textContent);
  $("data").remove();
  const R = D.rows;
  const F = D.functions;
  const N = R.thread.length;
  const ROW = 28;

  // --- Small tools -------------------------------------------------------------------------------------------------

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const count = (number) => whole.format(number);
  const many = (number, one, more) => count(number) + " " + (number === 1 ? one : more || one + "s");

  function digits(number) {
    return number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);
  }

  function time(ns) {
    if (ns < 1000) return ns + " ns";
    if (ns < 1e6) return digits(ns / 1e3) + " µs";
    if (ns < 1e9) return digits(ns / 1e6) + " ms";
    return digits(ns / 1e9) + " s";
  }

  function bytes(number) {
    if (number < 1024) return number + " B";
    const units = ["KiB", "MiB", "GiB", "TiB"];
    let unit = -1;
    do { number /= 1024; unit++; } while (number >= 1024 && unit < units.length - 1);
    return digits(number) + " " + units[unit];
  }

  /** A long path without its middle: the end says most. */
  const short = (path, most) => (path.length <= most ? path : path.slice(0, Math.floor(most / 3)) + "…" + path.slice(path.length - (most - Math.floor(most / 3) - 1)));
  const some = (ns) => (ns > 0 ? time(ns) : "–");
  const moment = (ns) => (ns / 1e9).toFixed(6);
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  // --- Columns -----------------------------------------------------------------------------------------------------

  const start = new Float64Array(N);
  for (let i = 0, now = 0; i < N; i++) start[i] = now += R.began[i];
  const took = Float64Array.from(R.took);
  const OPEN = -2; // of a call that had not returned at the end
  const lasted = (row) => (took[row] === OPEN ? Math.max(D.duration - start[row], 0) : Math.max(took[row], 0));
  const errors = new Map(D.errors.map((error) => [error.number, error]));
  const errorName = (number) => (errors.has(number) ? errors.get(number).name : String(number));
  const processOf = D.threads.map((thread) => thread[0]);
  const kindPlace = new Map(D.kinds.map(([key], place) => [key, place]));
  const kindOf = F.kinds.map((key) => kindPlace.get(key));
  const programs = D.processes.map((process, i) => process.program || (i === 0 ? D.command[0] : "") || "");
  const shortName = (i) => programs[i].slice(programs[i].lastIndexOf("/") + 1) || "process";

  function who(row) {
    const [process, id] = D.threads[R.thread[row]];
    const pid = D.processes[process].id;
    return id === pid ? String(pid) : pid + "/" + id;
  }

  const result = (row) => {
    const text = R.texts[R.text[row]];
    const at = text.lastIndexOf(") = ");
    return at < 0 ? "" : text.slice(at + 4);
  };

  function outcome(row) {
    if (R.error[row]) return errorName(R.error[row]);
    return R.took[row] < 0 ? "…" : result(row);
  }

  // --- Filter ------------------------------------------------------------------------------------------------------

  const UNITS = { ns: 1, us: 1e3, "µs": 1e3, ms: 1e6, s: 1e9 };

  function glob(pattern) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, "[^]*").replace(/\?/g, "[^]");
    return new RegExp("^" + source + "$");
  }

  /** A test of each element of a table, made once. */
  function known(table, test) {
    const fits = Uint8Array.from(table, (element) => (test(element) ? 1 : 0));
    return (index) => fits[index] === 1;
  }

  function words(text) {
    const found = [];
    for (const match of text.matchAll(/(-?)([a-z]+:)?(?:"([^"]*)"?|(\S+))/g)) {
      found.push({ not: match[1] === "-", key: (match[2] || "").slice(0, -1), value: match[3] ?? match[4], quoted: match[3] !== undefined });
    }
    return found;
  }

  const KEYS = {
    function: (value) => {
      const globs = value.split(",").map(glob);
      const fits = known(F.names, (name) => globs.some((one) => one.test(name)));
      return (row) => fits(R.function[row]);
    },
    path: (value) => {
      const pattern = /[*?]/.test(value) ? glob(value) : null;
      const one = (name) => (pattern ? pattern.test(name) : name.includes(value));
      const fits = known(R.names, (names) => names !== "" && names.split("\n").some(one));
      return (row) => fits(R.name[row]);
    },
    process: (value) => {
      const ids = new Set(value.split(",").map(Number));
      const fits = known(D.threads, (thread) => ids.has(D.processes[thread[0]].id));
      return (row) => fits(R.thread[row]);
    },
    thread: (value) => {
      const ids = new Set(value.split(",").map(Number));
      const fits = known(D.threads, (thread) => ids.has(thread[1]));
      return (row) => fits(R.thread[row]);
    },
    error: (value) => {
      const names = new Set(value.toUpperCase().split(","));
      const numbers = new Set(D.errors.filter((error) => names.has(error.name.toUpperCase())).map((error) => error.number));
      return (row) => numbers.has(R.error[row]);
    },
    kind: (value) => {
      const kinds = new Set(value.toLowerCase().split(","));
      return (row) => kinds.has(D.kinds[kindOf[R.function[row]]][0]);
    },
    slower: (value) => limit("slower", value, (row, ns) => took[row] > ns),
    faster: (value) => limit("faster", value, (row, ns) => took[row] >= 0 && took[row] < ns),
  };

  function limit(key, value, test) {
    const match = /^([\d.]+)(ns|us|µs|ms|s)$/.exec(value);
    if (!match) throw new Error(key + ": needs a number and ns, us, ms or s, as in " + key + ":1ms");
    const ns = Number(match[1]) * UNITS[match[2]];
    return (row) => test(row, ns);
  }

  function condition({ key, value, quoted }) {
    if (key && KEYS[key]) return KEYS[key](value);
    if (!key && !quoted && value === "failed") return (row) => R.error[row] !== 0;
    if (!key && !quoted && value === "unfinished") return (row) => R.took[row] < 0;
    const text = ((key ? key + ":" : "") + value).toLowerCase();
    const inText = known(R.texts, (one) => one.toLowerCase().includes(text));
    const inName = known(R.names, (one) => one.toLowerCase().includes(text));
    return (row) => inText(R.text[row]) || inName(R.name[row]);
  }

  /** One that all rows fulfil is null. */
  function parse(text) {
    const tests = words(text)
      .filter((word) => word.value !== "" || word.key)
      .map((word) => {
        const test = condition(word);
        return word.not ? (row) => !test(row) : test;
      });
    return tests.length === 0 ? null : (row) => tests.every((test) => test(row));
  }

  const quoted = (value) => (/[\s"]/.test(value) || value === "" ? '"' + value.replace(/"/g, "?") + '"' : value);

  // --- Head and cards ----------------------------------------------------------------------------------------------

  const line = D.command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'")).join(" ");
  document.title = line + " – shimgen report";
  $("command").textContent = line;
  if (D.status !== null) {
    $("when").append(make("span", { class: D.status === 0 ? "pill" : "pill bad" }, D.status === 0 ? "exit status 0" : D.status > 128 ? "ended by signal " + (D.status - 128) : "exit status " + D.status));
  }
  $("when").append(D.started.replace("T", " ").replace(/\.\d+Z$/, "").replace("Z", "") + " UTC");

  function card(label, value, more, bad) {
    $("cards").append(make("li", { class: bad ? "bad" : "" },
      make("span", { class: "label" }, label), make("span", { class: "value" }, value), make("span", { class: "more" }, more)));
  }

  const EXTENTS = {
    SESSION: "every call is here",
    RECORDING: "every call of the recording is here",
    CUT: "up to where the recording ends",
    DAMAGED: "up to where the recording is damaged",
  };
  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
  card("Duration", time(D.duration), time(sum(F.total)) + " in calls");
  card("Processes", count(D.processes.length), many(D.threads.length, "thread"));
  card("Calls", count(D.calls), D.duration > 0 ? count(D.calls / (D.duration / 1e9)) + " a second" : "");
  card("Failures", count(D.failed), D.calls > 0 ? digits((100 * D.failed) / D.calls) + " % of the calls" : "");
  const transferred = (moved, calls) => (sum(calls) > 0 ? [bytes(sum(moved)), many(sum(calls), "call")] : ["–", "no such call was traced"]);
  card("Read", ...transferred(D.files.read, D.files.reads));
  card("Written", ...transferred(D.files.written, D.files.writes));
  card("Lost", count(D.lost), D.lost ? "no room: more --memory" : D.torn ? D.torn + " never completed" : D.filter ? "of all events, whatever the filter" : EXTENTS[D.extent], D.lost > 0);

  function notice(warning, ...content) {
    $("notices").append(make("p", { class: warning ? "notice warning" : "notice" }, ...content));
  }
  if (D.filter) notice(false, "All figures are of those calls alone that the filter lets through: ", make("code", {}, D.filter));
  if (D.extent === "CUT") notice(true, "The recording has no end: what has written it was killed, or found the disk full. What came then is missing in all figures.");
  if (D.extent === "DAMAGED") notice(true, "The recording is damaged: what comes after the damage is missing in all figures.");
  if (D.lost > 0) notice(true, many(D.lost, "event") + " found no room in memory and " + (D.lost === 1 ? "is" : "are") + " missing in all figures: trace again with more --memory.");
  if (D.torn > 0) notice(true, many(D.torn, "event") + " " + (D.torn === 1 ? "was" : "were") + " begun and never completed, since a thread was killed or jumped away.");
  if (D.shown) {
    const s = D.shown;
    notice(false, "The timeline and the table show " + count(N) + " of " + count(D.calls) + " calls: the " + count(s.slowest) + " slowest, "
      + count(s.failed) + " of " + count(s.failures) + " others that failed, and " + count(s.others) + " of the rest, chosen by chance. All other figures count every call.");
  }
  if (D.unfinished.length > 0) {
    const list = D.unfinished.slice(0, 12).map(([name, process, thread, at]) => name + " in " + process + (thread === process ? "" : "/" + thread) + ", which began " + (at > 0 ? time(at) + " after the start" : "at the start"));
    notice(false, many(D.unfinished.length, "call") + " had not returned at the end (" + time(D.duration) + " after the start): " + list.join("; ") + (D.unfinished.length > 12 ? "; …" : ""));
  }

  // --- Lists -------------------------------------------------------------------------------------------------------

  /**
   * A list that sorts by its heads.
   * columns: {label, value(i), text(i), bar, name, words, filter(i), title(i), class(i)}
   */
  function list(section, size, columns, by, most, nothing = "none") {
    let order = Array.from({ length: size }, (_, i) => i);
    let sorted = { column: by, down: true };
    let all = false;
    const body = make("tbody");
    const heads = columns.map((column, i) => make("th", { scope: "col", class: column.words ? "words" : "" },
      make("button", { type: "button", onclick: () => sort(i) }, column.label)));
    const table = make("table", { class: "list", "aria-labelledby": section.id + "-title" },
      make("colgroup", {}, ...columns.map((column) => {
        const col = make("col");
        if (column.width) col.style.width = column.width;
        return col;
      })),
      make("thead", {}, make("tr", {}, ...heads)), body);
    const more = make("button", { type: "button", class: "show", onclick: () => { all = !all; draw(); } });
    section.append(table, more);

    function sort(column) {
      sorted = { column, down: sorted.column === column ? !sorted.down : !columns[column].name };
      draw();
    }

    function draw() {
      const { value } = columns[sorted.column];
      const sign = sorted.down ? -1 : 1;
      order.sort((a, b) => {
        const x = value(a), y = value(b);
        return x < y ? -sign : x > y ? sign : a - b;
      });
      heads.forEach((head, i) => {
        if (i === sorted.column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      const shown = all ? order : order.slice(0, most);
      const largest = columns.map((column) => (column.bar ? order.reduce((high, i) => Math.max(high, column.value(i)), 0) : 0));
      body.replaceChildren(...shown.map((i) => make("tr", {}, ...columns.map((column, c) => {
        const cell = make(column.name ? "th" : "td", { class: (column.words ? "words " : "") + (column.class ? column.class(i) : ""), scope: column.name ? "row" : null });
        if (column.bar && largest[c] > 0) {
          cell.classList.add("bar");
          cell.style.setProperty("--part", ((100 * column.value(i)) / largest[c]).toFixed(1) + "%");
        }
        const content = column.text ? column.text(i) : String(column.value(i));
        const title = column.title ? column.title(i) : content;
        if (column.filter) {
          cell.append(...(column.before ? [column.before(i)] : []), make("button", { type: "button", class: "link", title, onclick: () => ask(column.filter(i)) }, content));
        } else {
          cell.append(content);
          if (column.title) cell.title = title;
        }
        return cell;
      }))));
      if (shown.length === 0) body.append(make("tr", {}, make("td", { class: "quiet", colspan: columns.length }, nothing)));
      more.hidden = size <= most;
      more.textContent = all ? "Show fewer" : "Show all " + count(size);
    }
    draw();
  }

  function dot(kind) {
    const element = make("i", { class: "dot", title: D.kinds[kind][1] });
    element.style.background = "var(--" + D.kinds[kind][0] + ")";
    return element;
  }

  const failures = (value) => ({ label: "Failed", value, text: (i) => (value(i) ? count(value(i)) : ""), class: () => "failed", width: "4.4rem" });

  list($("functions"), F.names.length, [
    { label: "Function", name: true, value: (i) => F.names[i], filter: (i) => "function:" + F.names[i], before: (i) => dot(kindOf[i]) },
    { label: "Total", value: (i) => F.total[i], text: (i) => some(F.total[i]), bar: true, width: "15%" },
    { label: "Calls", value: (i) => F.calls[i], text: (i) => count(F.calls[i]), width: "4rem" },
    failures((i) => F.failed[i]),
    { label: "Median", value: (i) => F.median[i], text: (i) => some(F.median[i]), width: "4.6rem" },
    { label: "99 %", value: (i) => F.high[i], text: (i) => some(F.high[i]), width: "4.6rem" },
    { label: "Longest", value: (i) => F.longest[i], text: (i) => some(F.longest[i]), width: "4.6rem" },
  ], 1, 16);

  const slowest = Array.from({ length: N }, (_, i) => i).filter((row) => took[row] >= 0).sort((a, b) => took[b] - took[a]).slice(0, 100);
  list($("slowest"), slowest.length, [
    { label: "Took", value: (i) => took[slowest[i]], text: (i) => time(took[slowest[i]]), bar: true, width: "6.4rem" },
    { label: "Call", words: true, value: (i) => R.texts[R.text[slowest[i]]], text: (i) => R.texts[R.text[slowest[i]]], title: (i) => R.names[R.name[slowest[i]]], class: () => "mono" },
    { label: "File", words: true, value: (i) => fileOf(slowest[i]), text: (i) => short(fileOf(slowest[i]), 24), title: (i) => fileOf(slowest[i]), class: () => "mono", width: "24%" },
    { label: "Thread", value: (i) => D.threads[R.thread[slowest[i]]][1], text: (i) => who(slowest[i]), width: "6.2rem" },
  ], 0, 7);

  function fileOf(row) {
    return R.names[R.name[row]].replaceAll("\n", ", ");
  }

  list($("failures"), D.errors.length, [
    { label: "Error", name: true, value: (i) => D.errors[i].name, filter: (i) => "error:" + D.errors[i].name, width: "8rem" },
    { label: "Meaning", words: true, value: (i) => D.errors[i].words, title: (i) => D.errors[i].words },
    { label: "Calls", value: (i) => D.errors[i].calls, text: (i) => count(D.errors[i].calls), bar: true, width: "6rem" },
    { label: "Functions", words: true, value: (i) => D.errors[i].functions.length, text: (i) => D.errors[i].functions.map(([name, calls]) => name + " " + count(calls)).join(", "), title: (i) => "for example " + D.errors[i].examples.map(([path]) => path).join(", "), width: "32%" },
  ], 2, 7, "No call failed.");

  const hot = [...D.files.names.keys()].filter((i) => D.files.kinds[i] === "FILE" && D.files.calls[i] > 0);
  const pathFilter = (i) => "path:" + quoted(D.files.names[i]);
  list($("paths"), hot.length, [
    { label: "Path", name: true, value: (i) => D.files.names[hot[i]], text: (i) => short(D.files.names[hot[i]], 52), title: (i) => D.files.names[hot[i]], filter: (i) => pathFilter(hot[i]) },
    { label: "Total", value: (i) => D.files.total[hot[i]], text: (i) => time(D.files.total[hot[i]]), bar: true, width: "20%" },
    { label: "Calls", value: (i) => D.files.calls[hot[i]], text: (i) => count(D.files.calls[hot[i]]), width: "5rem" },
    failures((i) => D.files.failed[hot[i]]),
  ], 1, 12);
  $("paths").append(make("p", { class: "help" }, "Time in calls that were passed the path, or a descriptor of its file." + (D.files.all > D.files.names.length ? " The page has " + count(D.files.names.length) + " of " + count(D.files.all) + " names: those with most time or bytes." : "")));

  const moved = [...D.files.names.keys()].filter((i) => D.files.read[i] > 0 || D.files.written[i] > 0);
  list($("files"), moved.length, [
    { label: "File", name: true, value: (i) => D.files.names[moved[i]], text: (i) => short(D.files.names[moved[i]], 30), title: (i) => D.files.names[moved[i]], filter: (i) => pathFilter(moved[i]) },
    { label: "Read", value: (i) => D.files.read[moved[i]], text: (i) => (D.files.reads[moved[i]] ? bytes(D.files.read[moved[i]]) : ""), bar: true, width: "20%" },
    { label: "Calls", value: (i) => D.files.reads[moved[i]], text: (i) => (D.files.reads[moved[i]] ? count(D.files.reads[moved[i]]) : ""), width: "5rem" },
    { label: "Written", value: (i) => D.files.written[moved[i]], text: (i) => (D.files.writes[moved[i]] ? bytes(D.files.written[moved[i]]) : ""), bar: true, width: "20%" },
    { label: "Calls", value: (i) => D.files.writes[moved[i]], text: (i) => (D.files.writes[moved[i]] ? count(D.files.writes[moved[i]]) : ""), width: "5rem" },
  ], 1, 12, "No call that read or wrote was traced.");
  $("files").append(make("p", { class: "help" }, "Descriptors are followed through dup, fork and exec. [descriptor 5] is a number of which no traced call has told what it stands for: what opened it was not traced, or does not tell the number, as fopen. What libc reads and writes inside of itself is not seen."));

  // --- Processes ---------------------------------------------------------------------------------------------------

  /** Children below their parents. */
  function tree() {
    const children = D.processes.map(() => []);
    const roots = [];
    D.processes.forEach((process, i) => (process.parent === undefined ? roots : children[process.parent]).push(i));
    const order = [];
    const seen = new Set();
    function add(i, depth) {
      const stack = [[i, depth]];
      while (stack.length > 0) {
        const [at, level] = stack.pop();
        if (seen.has(at)) continue;
        seen.add(at);
        order.push({ process: at, depth: level });
        for (let c = children[at].length - 1; c >= 0; c--) stack.push([children[at][c], level + 1]);
      }
    }
    roots.forEach((root) => add(root, 0));
    D.processes.forEach((_, i) => add(i, 0));
    return order;
  }

  const EVIDENCE = { FORK: "fork", ASKED: "getppid", WAIT: "waited for it", NEXT: "probably" };
  const order = tree();

  function processes() {
    const section = $("processes");
    const body = make("tbody");
    const heads = ["Program", "Process", "Started by", "First to last call", "Calls", "Failed", "Ended"];
    const widths = ["26%", "5.5rem", "11rem", "", "5.5rem", "5rem", "6rem"];
    const table = make("table", { class: "list", "aria-labelledby": "processes-title" },
      make("colgroup", {}, ...widths.map((width) => { const col = make("col"); if (width) col.style.width = width; return col; })),
      make("thead", {}, make("tr", {}, ...heads.map((head, i) => make("th", { scope: "col", class: i === 2 || i === 3 ? "words" : "" }, head)))), body);
    let all = false;
    const most = 30;
    const more = make("button", { type: "button", class: "show", onclick: () => { all = !all; draw(); } });
    section.append(table, more, make("p", { class: "help" },
      "Who started a process is known by its fork, where that was traced, or since it has asked for its parent (getppid) before its first call, or since its parent waited for it. “Probably”: it could not ask, and was seen first after that one had started a program by vfork or posix_spawn. “Not seen”: none of these, or a parent without a traced call; such processes stand in the order of their first calls. “First to last call” is of calls that were traced: a process may have begun before, and ended long after, as where it was killed in a call."));
    function draw() {
      body.replaceChildren(...(all ? order : order.slice(0, most)).map(({ process: i, depth }) => {
        const process = D.processes[i];
        const track = make("span", { class: "track" }, make("i"));
        track.style.display = "block";
        const span = Math.max(D.duration, 1);
        const part = track.firstChild;
        part.style.left = Math.min((100 * process.first) / span, 99.5) + "%";
        part.style.width = (100 * (process.last - process.first)) / span + "%";
        const name = make("th", { scope: "row" }, make("button", { type: "button", class: "link", title: programs[i], onclick: () => ask("process:" + process.id) }, shortName(i)));
        name.style.paddingLeft = Math.min(depth, 12) * 1.3 + "rem";
        if (depth > 0) name.prepend(make("span", { class: "quiet", "aria-hidden": "true" }, "└ "), make("span", { class: "unseen" }, "level " + (depth + 1) + " "));
        const by = process.parent === undefined ? (i === 0 ? "the command line" : "not seen") : D.processes[process.parent].id + " (" + EVIDENCE[process.evidence] + ")";
        const status = process.status;
        const calls = "first call at " + time(process.first) + ", last one ended " + time(process.last - process.first) + " later";
        return make("tr", {}, name, make("td", {}, String(process.id)), make("td", { class: "words quiet" }, by),
          make("td", { title: calls }, track, make("span", { class: "unseen" }, calls)),
          make("td", {}, count(process.calls)), make("td", { class: "failed" }, process.failed ? count(process.failed) : ""),
          make("td", { class: status ? "failed" : "" }, status === null || status === undefined ? "" : status > 128 ? "signal " + (status - 128) : String(status)));
      }));
      more.hidden = order.length <= most;
      more.textContent = all ? "Show fewer" : "Show all " + count(order.length);
    }
    draw();
  }
  processes();

  // --- Table of calls ----------------------------------------------------------------------------------------------

  let match = null; // a byte for each row, where there is a filter
  let view = new Uint32Array(N);
  let active = 0; // a position in the view
  let sorting = { column: 0, down: false };

  const rank = (table) => {
    const sorted = [...table.keys()].sort((a, b) => (table[a] < table[b] ? -1 : table[a] > table[b] ? 1 : 0));
    const ranks = new Uint32Array(table.length);
    sorted.forEach((index, place) => { ranks[index] = place; });
    return ranks;
  };
  const lazy = (maker) => { let value; return () => (value === undefined ? (value = maker()) : value); };
  const functionRank = lazy(() => rank(F.names));
  const textRank = lazy(() => rank(R.texts));
  const nameRank = lazy(() => rank(R.names));
  const outcomes = lazy(() => Array.from({ length: N }, (_, row) => outcome(row)));
  const outcomeRank = lazy(() => { const table = [...new Set(outcomes())].sort(); const places = new Map(table.map((one, i) => [one, i])); return Uint32Array.from(outcomes(), (one) => places.get(one)); });

  const columns = [
    { label: "Time (s)", width: "7.4rem", number: true, key: (row) => start[row], text: (row) => moment(start[row]) },
    { label: "Thread", width: "7rem", number: true, key: (row) => D.threads[R.thread[row]][1], text: who },
    { label: "Function", width: "9rem", key: (row) => functionRank()[R.function[row]], text: (row) => F.names[R.function[row]], dot: true },
    { label: "Call", key: (row) => textRank()[R.text[row]], text: (row) => R.texts[R.text[row]], mono: true },
    { label: "File", width: "22%", key: (row) => nameRank()[R.name[row]], text: fileOf, mono: true },
    { label: "Took", width: "6rem", number: true, key: (row) => took[row], text: (row) => (took[row] < 0 ? "" : time(took[row])) },
    { label: "Result", width: "8rem", key: (row) => outcomeRank()[row], text: outcome, failure: true },
  ];

  const scroll = $("scroll");
  const body = $("body");
  columns.forEach((column, i) => {
    const col = make("col");
    if (column.width) col.style.width = column.width;
    $("cols").append(col);
    $("heads").append(make("th", { scope: "col", class: column.number ? "number" : "" }, make("button", { type: "button", onclick: () => sortBy(i) }, column.label)));
  });

  function sortBy(column) {
    sorting = { column, down: sorting.column === column ? !sorting.down : column === 5 };
    order2();
    refresh(true);
  }

  /** Puts the rows of the filter in order. */
  function order2() {
    let size = 0;
    const rows = new Uint32Array(N);
    for (let row = 0; row < N; row++) if (match === null || match[row]) rows[size++] = row;
    view = rows.subarray(0, size);
    const { column, down } = sorting;
    if (column === 0) {
      if (down) view.reverse();
      return;
    }
    const keys = new Float64Array(N);
    const key = columns[column].key;
    for (let i = 0; i < size; i++) keys[view[i]] = key(view[i]);
    const sign = down ? -1 : 1;
    view.sort((a, b) => sign * (keys[a] - keys[b]) || a - b);
  }

  function refresh(toTop) {
    [...$("heads").children].forEach((head, i) => {
      if (i === sorting.column) head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    if (toTop) { active = 0; scroll.scrollTop = 0; }
    active = Math.min(active, Math.max(view.length - 1, 0));
    $("table").setAttribute("aria-rowcount", view.length + 1);
    $("table").setAttribute("aria-colcount", columns.length);
    drawRows();
  }

  const spaceAbove = make("tr", { class: "space", "aria-hidden": "true" }, make("td", { colspan: columns.length }));
  const spaceBelow = make("tr", { class: "space", "aria-hidden": "true" }, make("td", { colspan: columns.length }));
  let drawn = [];

  function drawRows() {
    const hadFocus = body.contains(document.activeElement);
    if (view.length === 0) {
      drawn = [];
      body.replaceChildren(make("tr", {}, make("td", { class: "none quiet", colspan: columns.length }, "No call is like that.")));
      if (hadFocus) scroll.focus({ preventScroll: true });
      return;
    }
    const first = Math.max(Math.floor(scroll.scrollTop / ROW) - 8, 0);
    const last = Math.min(first + Math.ceil(scroll.clientHeight / ROW) + 16, view.length);
    spaceAbove.firstChild.style.height = first * ROW + "px";
    spaceBelow.firstChild.style.height = (view.length - last) * ROW + "px";
    drawn = [];
    for (let place = first; place < last; place++) drawn.push(rowElement(place));
    body.replaceChildren(spaceAbove, ...drawn, spaceBelow);
    if (hadFocus) (drawn.find((element) => element.place === active) || scroll).focus({ preventScroll: true });
  }

  function rowElement(place) {
    const row = view[place];
    const element = make("tr", { class: "row" + (place === active ? " active" : ""), "aria-rowindex": place + 2, tabindex: place === active ? 0 : -1 });
    element.place = place;
    for (const column of columns) {
      const text = column.text(row);
      const cell = make("td", { class: (column.number ? "number" : "") + (column.mono ? " mono" : "") + (column.failure && R.error[row] ? " failure" : "") });
      if (column.dot) cell.append(dot(kindOf[R.function[row]]));
      cell.append(text);
      if (column.mono || column.failure) cell.title = text;
      element.append(cell);
    }
    return element;
  }

  function goTo(place, focus) {
    active = Math.max(0, Math.min(place, view.length - 1));
    const head = $("heads").offsetHeight;
    const top = active * ROW;
    const bottom = top + ROW + head;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (bottom > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = bottom - scroll.clientHeight;
    drawRows();
    const element = drawn.find((one) => one.place === active);
    if (focus && element) element.focus({ preventScroll: true });
  }

  scroll.addEventListener("scroll", () => requestAnimationFrame(drawRows));
  scroll.addEventListener("keydown", (event) => {
    if (event.target.closest("thead") || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(Math.floor(scroll.clientHeight / ROW) - 2, 1);
    const moves = { ArrowUp: active - 1, ArrowDown: active + 1, PageUp: active - page, PageDown: active + page, Home: 0, End: view.length - 1 };
    if (event.key in moves) goTo(moves[event.key], true);
    else if (event.key === "Enter" && view.length > 0) showDetail(view[active]);
    else return;
    event.preventDefault();
  });
  body.addEventListener("click", (event) => {
    const element = event.target.closest("tr.row");
    if (!element) return;
    goTo(element.place, true);
    showDetail(view[element.place]);
  });

  function showDetail(row) {
    const process = D.processes[processOf[R.thread[row]]];
    const names = R.names[R.name[row]];
    const facts = [
      "at " + moment(start[row]) + " s", took[row] < 0 ? "has not returned" : "took " + time(took[row]), "process " + process.id + " (" + shortName(processOf[R.thread[row]]) + ")",
      "thread " + D.threads[R.thread[row]][1]];
    const error = errors.get(R.error[row]);
    if (error) facts.push("failed: " + error.words);
    const close = make("button", { type: "button", onclick: () => { $("detail").hidden = true; goTo(active, true); } }, "Close");
    $("detail").replaceChildren(
      make("pre", {}, R.texts[R.text[row]]),
      make("p", {}, facts.join(" · ")),
      names ? make("p", { class: "mono" }, names.replaceAll("\n", ", ")) : null,
      make("div", { class: "buttons" },
        make("button", { type: "button", onclick: () => reveal(row) }, "Show in the timeline"),
        make("button", { type: "button", onclick: () => ask("function:" + F.names[R.function[row]]) }, "Only " + F.names[R.function[row]]),
        make("button", { type: "button", onclick: () => ask("process:" + process.id) }, "Only process " + process.id),
        names ? make("button", { type: "button", onclick: () => ask("path:" + quoted(names.split("\n")[0])) }, "Only this path") : "",
        close));
    $("detail").hidden = false;
  }

  // --- The filter's field ------------------------------------------------------------------------------------------

  const field = $("filter");

  function apply() {
    try {
      const test = parse(field.value);
      match = test === null ? null : Uint8Array.from({ length: N }, (_, row) => (test(row) ? 1 : 0));
      $("filter-error").textContent = "";
      field.removeAttribute("aria-invalid");
    } catch (error) {
      $("filter-error").textContent = error.message;
      field.setAttribute("aria-invalid", "true");
      return;
    }
    order2();
    refresh(true);
    let total = 0;
    for (const row of view) total += Math.max(took[row], 0);
    $("count").textContent = match === null ? many(N, "call") : count(view.length) + " of " + many(N, "call") + " · " + time(total);
    paintAll();
  }

  let typing = 0;
  field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(apply, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || (event.key === "Escape" && field.value !== "")) {
      if (event.key === "Escape") field.value = "";
      clearTimeout(typing);
      apply();
      event.preventDefault();
    } else if (event.key === "ArrowDown" && view.length > 0) {
      goTo(active, true);
      event.preventDefault();
    }
  });
  $("clear").addEventListener("click", () => { field.value = ""; apply(); field.focus(); });

  /** What a click elsewhere asks the table for. */
  function ask(filter) {
    field.value = filter;
    apply();
    $("calls").scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
    field.focus({ preventScroll: true });
  }

  // --- Timeline ----------------------------------------------------------------------------------------------------

  const canvas = $("canvas");
  const lanesBox = $("lanes");
  const overview = $("overview");
  const tip = $("tip");
  const LANE = 22, BAR = 13, AXIS = 26;
  let colours = {};
  let gutter = 190;
  let range = { from: 0, to: Math.max(D.duration, 1000) };
  const full = { ...range };
  let lane = 0; // the one that keys move in
  let chosen = -1; // a row

  const lanes = [];
  {
    const rowsOf = D.threads.map(() => []);
    for (let row = 0; row < N; row++) rowsOf[R.thread[row]].push(row);
    const threadsOf = D.processes.map(() => []);
    D.threads.forEach(([process], thread) => threadsOf[process].push(thread));
    for (const { process, depth } of order) {
      const mine = threadsOf[process].sort((a, b) => (rowsOf[a][0] ?? 0) - (rowsOf[b][0] ?? 0));
      mine.forEach((thread, i) => {
        lanes.push({ process, thread, depth, head: i === 0, rows: Uint32Array.from(rowsOf[thread]), id: D.threads[thread][1] });
      });
    }
  }
  const laneOf = new Map(lanes.map((one, i) => [one.thread, i]));

  function readColours() {
    const probe = make("span");
    document.body.append(probe);
    for (const name of ["open", "read", "write", "look", "change", "process", "wait", "other", "fail", "ink", "quiet", "line", "surface", "raised", "accent"]) {
      probe.style.color = "var(--" + name + ")";
      colours[name] = getComputedStyle(probe).color;
    }
    probe.remove();
  }

  /** Black or white, whichever is easier to read on a colour. */
  function inkOn(colour) {
    const [r, g, b] = colour.match(/[\d.]+/g).map((part) => (Number(part) / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#0b1118" : "#ffffff";
  }

  for (const [key, words] of [...D.kinds, ["fail", "failed"]]) {
    const box = make("i", { class: key === "fail" ? "triangle" : "" });
    box.style.background = "var(--" + key + ")";
    $("legend").append(make("li", {}, box, words));
  }

  function prepare(element, width, height) {
    const ratio = devicePixelRatio || 1;
    if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
    }
    const context = element.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }

  const seen = () => Math.min(460, AXIS + lanes.length * LANE + 4);

  /** The first row of a lane that ends after a time. */
  function firstAfter(rows, at) {
    let low = 0, high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start[rows[middle]] < at) low = middle + 1; else high = middle;
    }
    // Calls of a thread follow each other, but for those of signal handlers.
    for (let back = 0; back < 4 && low > 0; back++) low--;
    return low;
  }

  function paint() {
    const width = lanesBox.clientWidth;
    const height = seen() - 2;
    if (width === 0) return;
    canvas.style.height = height + "px";
    gutter = width < 700 ? 110 : 190;
    const c = prepare(canvas, width, height);
    const scale = (width - gutter) / (range.to - range.from);
    const top = lanesBox.scrollTop;
    const from = Math.max(Math.floor(top / LANE), 0);
    const to = Math.min(Math.ceil((top + height - AXIS) / LANE), lanes.length);
    c.font = "12px system-ui, 'DejaVu Sans', sans-serif";
    c.textBaseline = "middle";
    for (let i = from; i < to; i++) {
      const y = AXIS + i * LANE - top;
      if (lanes[i].head && i > 0) {
        c.fillStyle = colours.line;
        c.fillRect(0, y, width, 1);
      }
      paintLane(c, lanes[i], y + (LANE - BAR) / 2 + 1, scale, width, i === lane);
    }
    // Names.
    c.fillStyle = colours.surface;
    c.fillRect(0, AXIS, gutter, height);
    for (let i = from; i < to; i++) {
      const y = AXIS + i * LANE - top;
      const one = lanes[i];
      const indent = 10 + Math.min(one.depth, 5) * 12;
      if (i === lane && document.activeElement === canvas) {
        c.fillStyle = colours.accent;
        c.fillRect(0, y + 3, 3, LANE - 5);
      }
      c.save();
      c.beginPath();
      c.rect(0, y, gutter - 8, LANE);
      c.clip();
      if (one.head) {
        c.fillStyle = colours.line;
        if (i > 0) c.fillRect(0, y, gutter, 1);
        c.fillStyle = colours.ink;
        const name = shortName(one.process);
        c.fillText(name, indent, y + LANE / 2 + 1);
        c.fillStyle = colours.quiet;
        c.fillText(String(D.processes[one.process].id), indent + c.measureText(name).width + 7, y + LANE / 2 + 1);
      } else {
        c.fillStyle = colours.quiet;
        c.fillText("thread " + one.id, indent + 12, y + LANE / 2 + 1);
      }
      c.restore();
    }
    c.fillStyle = colours.line;
    c.fillRect(gutter - 1, AXIS, 1, height);
    axis(c, width, scale);
  }

  function axis(c, width, scale) {
    c.fillStyle = colours.surface;
    c.fillRect(0, 0, width, AXIS);
    c.fillStyle = colours.line;
    c.fillRect(0, AXIS - 1, width, 1);
    const least = 90 / scale;
    const power = 10 ** Math.floor(Math.log10(least));
    const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least);
    c.textBaseline = "middle";
    for (let at = Math.ceil(range.from / step) * step; at <= range.to; at += step) {
      const x = gutter + (at - range.from) * scale;
      c.fillStyle = colours.line;
      c.fillRect(x, AXIS - 6, 1, 6);
      c.fillStyle = colours.quiet;
      if (x + 60 < width) c.fillText(at === 0 ? "0" : time(Math.round(at)), x + 4, AXIS / 2);
    }
    c.fillStyle = colours.quiet;
    c.fillText(many(lanes.length, "thread"), 10, AXIS / 2);
  }

  function paintLane(c, one, y, scale, width, current) {
    const { rows } = one;
    if (rows.length === 0) return;
    const process = D.processes[one.process];
    const left = gutter + Math.max((start[rows[0]] - range.from) * scale, 0);
    const right = Math.min(gutter + ((one.head ? process.last : start[rows[rows.length - 1]]) - range.from) * scale, width);
    if (right > left) {
      c.fillStyle = colours.line;
      c.fillRect(left, y + BAR / 2 - 1, right - left, 2);
    }
    const batches = new Map();
    const faded = new Map();
    const failed = [];
    let lastX = -1, lastKind = -1;
    const labels = [];
    for (let i = firstAfter(rows, range.from); i < rows.length; i++) {
      const row = rows[i];
      if (start[row] > range.to) break;
      const x0 = gutter + (start[row] - range.from) * scale;
      const x1 = x0 + lasted(row) * scale;
      if (x1 < gutter) continue;
      const x = Math.max(x0, gutter);
      const kind = kindOf[R.function[row]];
      const hit = match === null || match[row];
      if (R.error[row] && hit) failed.push(x);
      const pixel = Math.floor(x * 2);
      const w = Math.max(Math.min(x1, width) - x, 1);
      if (w <= 1 && pixel === lastX && (kind === lastKind || match === null)) continue;
      lastX = pixel;
      lastKind = kind;
      const into = hit ? batches : faded;
      if (!into.has(kind)) into.set(kind, []);
      into.get(kind).push(x, w);
      if (w > 60 && hit && labels.length < 200) labels.push([x, w, row]);
    }
    c.globalAlpha = 0.16;
    fill(c, faded, y);
    c.globalAlpha = 1;
    fill(c, batches, y);
    if (failed.length > 0) {
      // A shape as well as a colour.
      c.fillStyle = colours.fail;
      c.beginPath();
      let before = -10;
      for (const x of failed) {
        if (x - before < 3) continue;
        before = x;
        c.moveTo(x - 3, y - 4);
        c.lineTo(x + 4, y - 4);
        c.lineTo(x + 0.5, y + 2);
      }
      c.fill();
    }
    c.textBaseline = "middle";
    for (const [x, w, row] of labels) {
      const name = F.names[R.function[row]];
      if (c.measureText(name).width + 10 < w) {
        c.fillStyle = inkOn(colours[D.kinds[kindOf[R.function[row]]][0]]);
        c.font = "11px system-ui, 'DejaVu Sans', sans-serif";
        c.fillText(name, x + 5, y + BAR / 2 + 0.5);
        c.font = "12px system-ui, 'DejaVu Sans', sans-serif";
      }
    }
    if (chosen >= 0 && R.thread[chosen] === one.thread) {
      const x = gutter + (start[chosen] - range.from) * scale;
      const w = Math.max(lasted(chosen) * scale, 2);
      if (x + w >= gutter && x <= width) {
        c.strokeStyle = colours.ink;
        c.lineWidth = 2;
        c.strokeRect(Math.max(x, gutter) - 1.5, y - 2.5, Math.min(w, width) + 3, BAR + 5);
      }
    }
  }

  function fill(c, batches, y) {
    for (const [kind, spans] of batches) {
      c.fillStyle = colours[D.kinds[kind][0]];
      for (let i = 0; i < spans.length; i += 2) c.fillRect(spans[i], y, spans[i + 1], BAR);
    }
  }

  /** Calls over all of the time; failures are the lower part. */
  function paintOverview() {
    const width = overview.clientWidth;
    if (width === 0) return;
    const height = 46;
    const c = prepare(overview, width, height);
    const plot = width - gutter;
    const bins = Math.max(Math.floor(plot / 2), 1);
    const calls = new Uint32Array(bins), failed = new Uint32Array(bins);
    for (let row = 0; row < N; row++) {
      if (match !== null && !match[row]) continue;
      const bin = Math.min(Math.floor((start[row] / full.to) * bins), bins - 1);
      calls[bin]++;
      if (R.error[row]) failed[bin]++;
    }
    const most = calls.reduce((high, one) => Math.max(high, one), 1);
    c.fillStyle = colours.raised;
    c.fillRect(gutter, 0, plot, height);
    const heightOf = (number) => (number === 0 ? 0 : Math.max(Math.sqrt(number / most) * (height - 8), 1.5));
    for (let bin = 0; bin < bins; bin++) {
      const h = heightOf(calls[bin]);
      c.fillStyle = colours.read;
      c.fillRect(gutter + bin * 2, height - h, 2, h);
      if (failed[bin] > 0) {
        const f = Math.max((h * failed[bin]) / calls[bin], 1.5);
        c.fillStyle = colours.fail;
        c.fillRect(gutter + bin * 2, height - f, 2, f);
      }
    }
    const x0 = gutter + (range.from / full.to) * plot;
    const x1 = gutter + (range.to / full.to) * plot;
    if (x0 > gutter + 0.5 || x1 < width - 0.5) {
      c.globalAlpha = 0.62;
      c.fillStyle = colours.surface;
      c.fillRect(gutter, 0, x0 - gutter, height);
      c.fillRect(x1, 0, width - x1, height);
      c.globalAlpha = 1;
      c.strokeStyle = colours.accent;
      c.lineWidth = 1.5;
      c.strokeRect(x0, 0.75, Math.max(x1 - x0, 2), height - 1.5);
    }
    c.fillStyle = colours.quiet;
    c.font = "12px system-ui, 'DejaVu Sans', sans-serif";
    c.textBaseline = "middle";
    c.fillText("calls over time", 10, height / 2);
  }

  let planned = false;
  function paintAll() {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      paint();
      paintOverview();
    });
  }

  function show(from, to) {
    const least = 200;
    const size = Math.min(Math.max(to - from, least), full.to);
    const middle = (from + to) / 2;
    const begin = Math.min(Math.max(middle - size / 2, 0), full.to - size);
    range = { from: begin, to: begin + size };
    tip.hidden = true;
    paintAll();
  }

  function zoom(factor, at) {
    const size = (range.to - range.from) * factor;
    const part = (at - range.from) / (range.to - range.from);
    show(at - size * part, at + size * (1 - part));
  }

  const pan = (part) => { const size = range.to - range.from; show(range.from + size * part, range.to + size * part); };
  const centre = () => (range.from + range.to) / 2;
  const timeAt = (x) => range.from + ((x - gutter) / (canvas.clientWidth - gutter)) * (range.to - range.from);

  $("zoom-in").addEventListener("click", () => zoom(0.5, centre()));
  $("zoom-out").addEventListener("click", () => zoom(2, centre()));
  $("zoom-all").addEventListener("click", () => show(0, full.to));

  canvas.addEventListener("wheel", (event) => {
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      pan((event.deltaX || event.deltaY) / canvas.clientWidth);
    } else if (event.ctrlKey || event.metaKey || document.activeElement === canvas) {
      zoom(Math.exp(event.deltaY / 300), timeAt(event.offsetX));
    } else {
      return;
    }
    event.preventDefault();
  }, { passive: false });

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    drag = { x: event.clientX, range: { ...range }, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag) {
      const dx = event.clientX - drag.x;
      if (Math.abs(dx) > 3) drag.moved = true;
      if (drag.moved) {
        canvas.classList.add("dragging");
        const by = (-dx / (canvas.clientWidth - gutter)) * (drag.range.to - drag.range.from);
        show(drag.range.from + by, drag.range.to + by);
      }
    } else {
      hover(event);
    }
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag && !drag.moved) {
      const row = rowAt(event.offsetX, event.offsetY);
      if (row >= 0) choose(row);
    }
    drag = null;
    canvas.classList.remove("dragging");
  });
  canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
  canvas.addEventListener("dblclick", (event) => zoom(0.25, timeAt(event.offsetX)));
  canvas.addEventListener("focus", paintAll);
  canvas.addEventListener("blur", paintAll);
  lanesBox.addEventListener("scroll", paintAll);

  function rowAt(x, y) {
    const one = lanes[Math.floor((y - AXIS + lanesBox.scrollTop) / LANE)];
    if (!one || x < gutter || y < AXIS) return -1;
    const at = timeAt(x);
    const near = (4 * (range.to - range.from)) / (canvas.clientWidth - gutter);
    let best = -1, distance = near;
    for (let i = firstAfter(one.rows, at - near); i < one.rows.length; i++) {
      const row = one.rows[i];
      if (start[row] > at + near) break;
      const end = start[row] + lasted(row);
      const away = at < start[row] ? start[row] - at : at > end ? at - end : 0;
      if (away < distance || (away === 0 && distance === 0)) { best = row; distance = away; }
    }
    return best;
  }

  function hover(event) {
    const row = rowAt(event.offsetX, event.offsetY);
    if (row < 0) { tip.hidden = true; return; }
    const names = fileOf(row);
    tip.replaceChildren(
      make("span", { class: "mono" }, R.texts[R.text[row]]),
      make("span", {}, "at " + moment(start[row]) + " s · " + (took[row] < 0 ? "has not returned" : time(took[row])) + " · " + who(row) + (names ? " · " + names : "")));
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(Math.min(event.clientX + 14, innerWidth - box.width - 8), 8) + "px";
    tip.style.top = (event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18) + "px";
  }

  /** Marks a call, and says which it is. */
  function choose(row) {
    chosen = row;
    lane = laneOf.get(R.thread[row]);
    const end = start[row] + lasted(row);
    if (end < range.from || start[row] > range.to) {
      const size = range.to - range.from;
      show(start[row] - size / 2, start[row] + size / 2);
    }
    keepLaneSeen();
    $("timeline-live").textContent = R.texts[R.text[row]] + ", " + (took[row] < 0 ? "has not returned" : time(took[row])) + ", at " + moment(start[row]) + " seconds, thread " + who(row);
    paintAll();
  }

  function keepLaneSeen() {
    const top = lane * LANE;
    if (top < lanesBox.scrollTop) lanesBox.scrollTop = top;
    else if (top + LANE + AXIS > lanesBox.scrollTop + lanesBox.clientHeight) lanesBox.scrollTop = top + LANE + AXIS - lanesBox.clientHeight + 4;
  }

  function reveal(row) {
    const length = Math.max(lasted(row) * 12, 20000);
    show(start[row] - length / 2, start[row] + length / 2);
    choose(row);
    $("timeline").scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
    canvas.focus({ preventScroll: true });
  }

  /** The next call of the lane that the filter lets through. */
  function neighbour(step) {
    const { rows } = lanes[lane];
    let i = chosen >= 0 && R.thread[chosen] === lanes[lane].thread ? rows.indexOf(chosen) + step : firstAfter(rows, range.from);
    while (i >= 0 && i < rows.length && match !== null && !match[rows[i]]) i += step;
    if (i >= 0 && i < rows.length) choose(rows[i]);
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moveLane = (step) => {
      lane = Math.max(0, Math.min(lane + step, lanes.length - 1));
      keepLaneSeen();
      const one = lanes[lane];
      $("timeline-live").textContent = shortName(one.process) + ", process " + D.processes[one.process].id + ", thread " + one.id + ", " + many(one.rows.length, "call");
      paintAll();
    };
    const actions = {
      ArrowLeft: () => pan(-0.15), ArrowRight: () => pan(0.15), ArrowUp: () => moveLane(-1), ArrowDown: () => moveLane(1),
      "+": () => zoom(0.5, centre()), "=": () => zoom(0.5, centre()), "-": () => zoom(2, centre()), 0: () => show(0, full.to), Home: () => show(0, full.to),
      n: () => neighbour(1), N: () => neighbour(1), p: () => neighbour(-1), P: () => neighbour(-1),
      Enter: () => {
        if (chosen < 0) return;
        if (match !== null && !match[chosen]) { field.value = ""; apply(); }
        $("calls").scrollIntoView();
        goTo(view.indexOf(chosen), true);
        showDetail(chosen);
      },
    };
    if (!actions[event.key] || lanes.length === 0) return;
    actions[event.key]();
    event.preventDefault();
  });

  let brush = null;
  const overviewTime = (event) => {
    const box = overview.getBoundingClientRect();
    return Math.max(0, Math.min((event.clientX - box.left - gutter) / (box.width - gutter), 1)) * full.to;
  };
  overview.addEventListener("pointerdown", (event) => { brush = overviewTime(event); overview.setPointerCapture(event.pointerId); });
  overview.addEventListener("pointermove", (event) => {
    if (brush === null) return;
    const at = overviewTime(event);
    if (Math.abs(at - brush) > full.to / 500) show(Math.min(at, brush), Math.max(at, brush));
  });
  overview.addEventListener("pointerup", (event) => {
    const at = overviewTime(event);
    if (brush !== null && Math.abs(at - brush) <= full.to / 500) {
      const size = range.to - range.from;
      show(at - size / 2, at + size / 2);
    }
    brush = null;
  });

  // --- Light and dark ----------------------------------------------------------------------------------------------

  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (prefersDark.matches ? "dark" : "light")) === "dark";
  function themed() {
    $("theme").setAttribute("aria-pressed", String(isDark()));
    readColours();
    paintAll();
  }
  $("theme").addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; themed(); });
  prefersDark.addEventListener("change", themed);

  // --- Where one is on the page ------------------------------------------------------------------------------------

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const link = links.get(entry.target.id);
      link.classList.toggle("here", entry.isIntersecting);
      if (entry.isIntersecting) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-25% 0px -74% 0px" });
  links.forEach((_, id) => watcher.observe($(id)));

  // --- Begin -------------------------------------------------------------------------------------------------------

  $("lanes-height").style.height = Math.max(lanes.length * LANE + AXIS + 4 - seen(), 0) + "px";
  themed();
  apply();
  new ResizeObserver(() => { paintAll(); drawRows(); }).observe(document.body);
  paint();
  paintOverview();
  const script = performance.now() - began;
  requestAnimationFrame(() => setTimeout(() => {
    document.documentElement.dataset.ready = Math.round(performance.now());
    document.documentElement.dataset.script = Math.round(script);
  }, 0));
})();
