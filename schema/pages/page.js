// Helps where it can; every page works without it.
"use strict";

// On a narrow page the menu is folded until it is asked for.
const menu = document.querySelector(".menu .all");
if (menu && matchMedia("(max-width: 760px)").matches) menu.open = false;

// What was typed is kept in this browser until the server has taken it: a power cut costs nothing.
const kept = (form) => "karez " + form.dataset.keep;
const fields = (form) =>
  [...form.elements].filter((e) => e.name && !["hidden", "password", "file", "submit"].includes(e.type));
for (const form of document.querySelectorAll("form[data-keep]")) {
  const draft = JSON.parse(localStorage.getItem(kept(form)) || "null");
  if (draft && !form.querySelector("[role=alert]"))
    for (const field of fields(form))
      if (!field.value && draft[field.name]) field.value = draft[field.name];
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields(form).map((e) => [e.name, e.value]));
    localStorage.setItem(kept(form), JSON.stringify(typed));
  });
  form.addEventListener("submit", () => localStorage.removeItem(kept(form)));
}

// The box for a reading is ready for the keys at once; Enter sends it and brings the next card.
const box = document.querySelector("#f-value");
if (box) box.focus();
