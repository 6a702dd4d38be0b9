// The page draws nothing by itself: the server sends pieces of HTML, and hears what people do.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const panes = Object.fromEntries(all("[data-pane]").map((box) => [box.dataset.pane, box]));
const composers = all(".composer");
const modal = $("#modal");
// What each piece was drawn from: one that is told again just as it was is left alone, with what was typed into it.
const texts = new WeakMap();
// What was begun to be written, by person, channel and thread: it waits there, and shows nowhere else.
const drafts = new Map();
// Whether a pane goes along with what comes: until one scrolls back.
const follows = { messages: true, thread: true };
let stream, seat, fresh;

// Where we have scrolled a pane to ourselves: from there it still goes along.
const scrolled = new WeakMap();
for (const pane of ["messages", "thread"]) {
  const box = panes[pane];
  box.addEventListener("scroll", () => {
    if (Math.abs(box.scrollTop - (scrolled.get(box) ?? -9)) < 3) return;
    follows[pane] = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  });
}

// Where we are: in the address, so that a reload and a link show the same.

function sit(search) {
  const given = Object.fromEntries(new URLSearchParams(search));
  const place = (looked) => `${looked?.as}/${looked?.in}`;
  fresh = { messages: place(given) !== place(seat), thread: given.thread !== seat?.thread };
  if (seat) putAway();
  seat = given;
  takeOut();
  const atHome = seat.in === "home", inThread = Boolean(seat.thread) && !atHome;
  $("#thread").hidden = !inThread;
  $("#bench").hidden = seat.bench !== "1";
  $("#hood").setAttribute("aria-expanded", seat.bench === "1");
  panes.home.hidden = !atHome;
  panes.messages.hidden = atHome;
  $("#composer").hidden = atHome;
  document.body.classList.toggle("in-thread", inThread);
  document.body.classList.toggle("in-bench", seat.bench === "1");
  if (seat.as) $("#who").value = seat.as;
  connect();
  if (atHome) act({ do: "home" });
}

function go(search) {
  history.pushState(null, "", search || "/");
  sit(search);
}

function change(changes) {
  const wanted = { ...seat, ...changes };
  go("?" + new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)));
}

// A link may have been drawn for whoever looked a moment ago: one stays who one is.
function follow(wanted) {
  if (seat.as) wanted.set("as", seat.as);
  const opens = wanted.get("thread") && wanted.get("thread") !== seat.thread;
  go("?" + wanted);
  if (opens && matchMedia("(hover: hover)").matches) $("#reply-text").focus();
}

const placeOfDraft = (form) => [form.id, seat.as, seat.in, "inThread" in form.dataset ? seat.thread : ""].join("/");

function putAway() {
  for (const form of composers) {
    stopEditing(form);
    drafts.set(placeOfDraft(form), form.text.value);
  }
}

function takeOut() {
  for (const form of composers) form.text.value = drafts.get(placeOfDraft(form)) ?? "";
}

// A browser has few connections to one server: a page that nobody looks at gives its own back.
function connect() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource("/stream?" + new URLSearchParams(seat));
  stream.onopen = () => ($("#offline").hidden = true);
  stream.onerror = () => ($("#offline").hidden = false);
  stream.onmessage = (event) => JSON.parse(event.data).forEach(patch);
}

// Pieces of HTML that are new or look different take their place; what has the focus keeps it.

function patch({ pane, order, html }) {
  const box = panes[pane];
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  const heldKey = held?.closest("[data-key]")?.dataset.key;
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  const kept = new Map([...box.children].map((child) => [child.dataset.key, child]));
  const grows = order.length > 0 && order.at(-1) !== box.lastElementChild?.dataset.key;
  for (const [key, text] of Object.entries(html)) {
    const template = document.createElement("template");
    template.innerHTML = text;
    const made = template.content.firstElementChild;
    const old = kept.get(key);
    if (old && texts.get(old) === text) continue;
    made.dataset.key = key;
    texts.set(made, text);
    old?.replaceWith(made);
    kept.set(key, made);
  }
  order.forEach((key, at) => {
    if (box.children[at] !== kept.get(key)) box.insertBefore(kept.get(key), box.children[at] ?? null);
  });
  while (box.children.length > order.length) box.lastElementChild.remove();
  if (pane === "modal") showModal(order.length > 0);
  else if (held && !held.isConnected) refocus(box, held, heldKey);
  if (pane === "title") arrive(box.firstElementChild.dataset.in);
  if (pane === "thread" && !order.length && seat.thread && seat.in !== "home") change({ thread: null });
  if (pane === "day") begunAnew(box.firstElementChild.dataset.run);
  if (pane in fresh && (fresh[pane] || (grows ? follows[pane] : atEnd))) toEnd(box, html, fresh[pane]);
}

// What was said is kept by the server alone, and gone with it.
function begunAnew(run) {
  if (run === document.body.dataset.run) return;
  document.body.dataset.run = run;
  tell("The playground was started anew: what was said before is gone.");
}

// To the end; a new message that is longer than the window is shown from its beginning.
function toEnd(box, html, isFresh) {
  const last = box.lastElementChild;
  const isLong = last && !isFresh && last.dataset.key in html && last.offsetHeight > box.clientHeight;
  box.scrollTop = isLong ? last.offsetTop - 8 : box.scrollHeight;
  scrolled.set(box, box.scrollTop);
  follows[box.dataset.pane] = true;
  if (last) fresh[box.dataset.pane] = false;
}

// Where the server says we are: somewhere else than asked for, where we are not let in (any more).
function arrive(place) {
  if (!seat.in || place === seat.in) return;
  putAway();
  seat = { ...seat, in: place, thread: "" };
  takeOut();
  history.replaceState(null, "", "?" + new URLSearchParams(Object.entries(seat).filter(([, value]) => value)));
  tell("You are not in that channel.");
}

function refocus(box, held, key) {
  const same = held.id && document.getElementById(held.id);
  const piece = key && $(`[data-key="${CSS.escape(key)}"]`, box);
  (same || piece || box).focus({ preventScroll: true });
  neverNowhere();
}

// What had the focus may be gone without a trace: then one goes on writing.
function neverNowhere() {
  if (document.activeElement !== document.body) return;
  ($("#thread:not([hidden]) textarea") || $(".composer textarea:not([hidden] *)"))?.focus({ preventScroll: true });
}

function showModal(open) {
  if (!open) return modal.open && modal.close();
  if (!modal.open) modal.showModal();
  else if (modal.contains(document.activeElement)) return;
  const wrong = $("[aria-invalid=true]", modal);
  (wrong || $(".fields :is(input, select, textarea, button):not(:disabled)", modal) || $("button", modal))?.focus();
}

// What people do.

async function act(what, waiting) {
  const busy = waiting?.matches?.("button") ? waiting : null;
  busy?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch("/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: seat.as || "", in: seat.in || "", ...what }),
    });
    const said = await answer.json();
    if (said.error || said.note) tell(said.error || said.note, !said.error);
    return said.ok;
  } catch {
    tell("The playground does not answer: is it still running in the terminal?");
    return false;
  } finally {
    busy?.removeAttribute("aria-busy");
  }
}

// Files: dropped into the thread, chosen beside the reply, or in a field of a form.

const encoded = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done({ name: file.name, data: reader.result.slice(reader.result.indexOf(",") + 1) });
  reader.onerror = failed;
  reader.readAsDataURL(file);
});

async function give(files, what, waiting) {
  if (!files.length) return null;
  waiting?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch("/files", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: seat.as || "", in: seat.in || "", ...what, files: await Promise.all([...files].map(encoded)) }),
    });
    const said = await answer.json();
    if (said.error) tell(said.error);
    return said.ok ? said.files : null;
  } catch {
    tell("That file could not be read, or the playground does not answer.");
    return null;
  } finally {
    waiting?.removeAttribute("aria-busy");
  }
}

const threadPane = $("#thread");
threadPane.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  threadPane.classList.add("dropping");
});
threadPane.addEventListener("dragleave", () => threadPane.classList.remove("dropping"));
threadPane.addEventListener("drop", (event) => {
  threadPane.classList.remove("dropping");
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  follows.thread = true;
  give(event.dataTransfer.files, { thread: seat.thread });
});

function tell(sentence, isCalm = false) {
  const toast = document.createElement("div");
  toast.className = isCalm ? "calm" : "";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Dismiss";
  close.onclick = () => toast.remove();
  toast.append(sentence, " ", close);
  // A dialog covers all else: what is told is told inside it.
  ($("dialog[open]") || document.body).append($("#toasts"));
  $("#toasts").append(toast);
  setTimeout(() => toast.remove(), 12000);
}

// A dialog that closes keeps nothing that is told to everybody.
for (const dialog of all("dialog")) {
  dialog.addEventListener("close", () => {
    document.body.append($("#toasts"));
    neverNowhere();
  });
}

const placeOf = (element) => element.closest("[data-place]")?.dataset.place ?? "";

function valueOf(element) {
  const control = $("select, textarea, input", element);
  if (!control) return null;
  if (control.type === "file") return JSON.parse(element.dataset.files || "[]");
  if (control.multiple) return [...control.selectedOptions].map((option) => option.value);
  if (control.type === "checkbox") return all("input:checked", element).map((box) => box.value);
  if (control.type === "radio") return $("input:checked", element)?.value ?? null;
  if (control.type === "datetime-local") return control.value ? Date.parse(control.value + "Z") / 1000 : null;
  return control.value || null;
}

async function agreed(element) {
  const asked = element.dataset.confirm ? JSON.parse(element.dataset.confirm) : null;
  if (!asked) return true;
  const dialog = $("#confirm"), [no, yes] = all("button", dialog);
  $("#confirm-title").textContent = asked.title;
  $("#confirm-text").textContent = asked.text;
  no.textContent = asked.deny;
  yes.textContent = asked.confirm;
  dialog.showModal();
  return new Promise((decide) => {
    no.onclick = () => dialog.close("no");
    yes.onclick = () => dialog.close("yes");
    dialog.onclose = () => decide(dialog.returnValue === "yes");
    dialog.returnValue = "no";
  });
}

const forms = {
  say: async (form) => {
    const box = $("textarea", form), text = box.value;
    const editing = form.dataset.editing;
    const place = placeOfDraft(form);
    follows.messages = follows.thread = true;
    const thread = "inThread" in form.dataset ? { thread: seat.thread, broadcast: form.broadcast.checked ? "1" : "" } : {};
    box.value = "";
    fit(box);
    const done = await act(editing ? { do: "edit", place: editing, text } : { do: "say", text, ...thread }, $("button[type=submit]", form));
    if (!done && placeOfDraft(form) !== place) drafts.set(place, text);
    else if (!done && !box.value) box.value = text;
    if (done) stopEditing(form);
    if (done && form.broadcast) form.broadcast.checked = false;
    fit(box);
  },
  submit: (form) => {
    const fields = {};
    for (const element of all(".el", form)) if (!element.dataset.live) fields[element.dataset.block] = valueOf(element);
    return act({ do: "submit", place: placeOf(form), fields }, $("button[type=submit]", form));
  },
  turn: (form) => turn({ to: form.to.value }, $("button[type=submit]", form)),
  fault: (form) => act({ do: "fault", fault: form.fault.value, times: form.times.value, seconds: form.seconds.value }),
};

function turn(to, button) {
  document.body.classList.add("turning");
  return act({ do: "turn", ...to }, button).finally(() => document.body.classList.remove("turning"));
}

const clicks = {
  click: async (button) => {
    if (!(await agreed(button))) return;
    const { block, action, value, url } = button.dataset;
    if (url) window.open(url, "_blank", "noopener");
    act({ do: "click", place: placeOf(button), block, action, value: value ?? "" }, button);
  },
  overflow: async (button) => {
    if (!(await agreed(button))) return;
    const { block, action, value, url } = button.dataset;
    button.closest("details").open = false;
    if (url) window.open(url, "_blank", "noopener");
    act({ do: "overflow", place: placeOf(button), block, action, chosen: value }, button);
  },
  turn: (button) => turn({ to: button.dataset.to }, button),
  close: (button) => act({ do: "close", place: placeOf(button) }),
  example: (button) => {
    $("#examples").close();
    if (seat.in === "home") change({ in: "ml-team" });
    act({ do: "example", example: button.dataset.example });
  },
  plain: (button) => act({ do: button.dataset.do, place: placeOf(button) }, button),
};

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("a, button, [role=option]");
  if (!target) return;
  const data = target.dataset;
  if (target.matches("a.go, a.way") && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    follow(new URL(target.href).searchParams);
  } else if ("file" in data) target.href = `${target.pathname}?as=${encodeURIComponent(seat.as || "")}`;
  else if (target.matches("button[data-do]")) (clicks[data.do] ?? clicks.plain)(target);
  else if ("closeThread" in data) closeThread();
  else if ("bench" in data) change({ bench: seat.bench === "1" ? null : "1" });
  else if ("earlier" in data) change({ most: String((Number(seat.most) || 100) + 300) });
  else if ("edit" in data) startEditing(target);
  else if ("stopEditing" in data) stopEditing(target.form);
  else if (data.show) $(`#${data.show}`).showModal();
  else if ("hide" in data) target.closest("dialog").close();
  else if ("nothing" in data) {
    $("#examples").close();
    act({ do: "say", text: document.body.dataset.command });
  } else if (data.row) showRow(target);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  forms[event.target.dataset.do]?.(event.target);
});

document.addEventListener("change", async (event) => {
  const target = event.target, element = target.closest(".el");
  if (target.type === "file" && element) {
    element.dataset.files = JSON.stringify((await give(target.files, { into: "form" }, element)) ?? []);
  } else if (target.type === "file") {
    follows.thread = true;
    await give(target.files, { thread: seat.thread }, target.closest("label"));
    target.value = "";
  } else if (target.dataset.seat) change({ [target.dataset.seat]: target.value, thread: null });
  else if (target.dataset.do === "transport") act({ do: "transport", over: target.value });
  else if (element?.dataset.live && (await agreed(element))) {
    const { block, action } = element.dataset;
    act({ do: "select", place: placeOf(element), block, action, chosen: valueOf(element) });
  }
});

modal.addEventListener("cancel", (event) => {
  event.preventDefault();
  const place = $("[data-place]", modal)?.dataset.place;
  if (place) act({ do: "close", place });
});

function closeThread() {
  change({ thread: null });
  if (matchMedia("(hover: hover)").matches) $("#composer-text").focus();
}

async function showRow(button) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", !open);
  if (open) return button.nextElementSibling?.remove();
  const shown = document.createElement("pre");
  shown.tabIndex = 0;
  shown.textContent = await (await fetch(`/row/${button.dataset.row}`)).text();
  button.after(shown);
}

// Editing what one has written.

function startEditing(button) {
  const form = button.closest("[data-pane=thread]") ? $("#reply") : $("#composer");
  if (!form.dataset.editing) form.dataset.draft = form.text.value;
  form.dataset.editing = placeOf(button);
  form.text.value = button.dataset.typed;
  $("[data-stop-editing]", form).hidden = false;
  $("button[type=submit]", form).textContent = "Save";
  form.text.focus();
  fit(form.text);
}

function stopEditing(form) {
  if (!form.dataset.editing) return;
  form.text.value = form.dataset.draft ?? "";
  delete form.dataset.editing;
  delete form.dataset.draft;
  $("[data-stop-editing]", form).hidden = true;
  $("button[type=submit]", form).textContent = "Send";
}

// The message box: it grows, sends on Enter, and knows the commands and the names.

const commands = JSON.parse(document.body.dataset.commands);
const names = JSON.parse(document.body.dataset.names);

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
}

function suggestions(box) {
  const before = box.value.slice(0, box.selectionStart);
  const inThread = "inThread" in box.form.dataset;
  if (before.startsWith("/") && !inThread) {
    const fitting = commands.filter((command) => command.text.startsWith(before) && command.text.trim() !== before.trim());
    return fitting.map((command) => ({ put: command.text, from: 0, label: command.text, more: command.hint || command.about }));
  }
  const named = /(^|\s)@([\w-]*)$/.exec(before);
  if (!named) return [];
  const fitting = names.filter((name) => name.toLowerCase().startsWith(named[2].toLowerCase()) && name !== named[2]);
  return fitting.map((name) => ({ put: `@${name} `, from: before.length - named[2].length - 1, label: `@${name}`, more: "" }));
}

const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));

function hideList(box) {
  listOf(box).hidden = true;
  box.setAttribute("aria-expanded", false);
  box.setAttribute("aria-activedescendant", "");
}

function suggest(box) {
  const list = listOf(box);
  const offered = suggestions(box);
  list.replaceChildren(...offered.map((suggestion, at) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${at}`;
    item.role = "option";
    const label = document.createElement("b"), more = document.createElement("span");
    label.textContent = suggestion.label;
    more.textContent = ` ${suggestion.more}`;
    item.append(label, more);
    item.onmousedown = (event) => { event.preventDefault(); take(box, suggestion); };
    item.choice = suggestion;
    return item;
  }));
  list.hidden = offered.length === 0;
  box.setAttribute("aria-expanded", !list.hidden);
  mark(box, list, -1);
}

function mark(box, list, at) {
  [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === at));
  box.setAttribute("aria-activedescendant", at < 0 ? "" : list.children[at].id);
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

function take(box, suggestion) {
  box.setRangeText(suggestion.put, suggestion.from, box.selectionStart, "end");
  suggest(box);
  fit(box);
}

for (const box of all(".composer textarea")) {
  const list = listOf(box);
  box.addEventListener("input", () => { fit(box); suggest(box); });
  box.addEventListener("blur", () => hideList(box));
  box.addEventListener("click", () => suggest(box));
  box.addEventListener("keydown", (event) => {
    const items = list.hidden ? [] : [...list.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.isComposing) return;
    if (items.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const next = event.key === "ArrowDown" ? at + 1 : (at < 0 ? items.length : at) - 1;
      mark(box, list, (next + items.length) % items.length);
    } else if (items.length && (event.key === "Tab" || (event.key === "Enter" && at >= 0))) {
      event.preventDefault();
      take(box, items[Math.max(at, 0)].choice);
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) hideList(box);
    else if (event.key === "Escape") {
      if (items.length) hideList(box);
      else if (box.form.dataset.editing) stopEditing(box.form);
      else if ("inThread" in box.form.dataset && !box.value) closeThread();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      hideList(box);
      box.form.requestSubmit();
    }
  });
}

document.addEventListener("visibilitychange", connect);
addEventListener("popstate", () => sit(location.search));
addEventListener("pagehide", () => stream?.close());
sit(location.search);
