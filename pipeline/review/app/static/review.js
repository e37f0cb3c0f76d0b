// Keys, focus and selection. Everything works without this file, with the mouse or the Tab key and one page load a step.
"use strict";
(() => {
  const typing = (place) => place.closest("input, select, textarea, [contenteditable]");
  const keys = () => JSON.parse(document.body.dataset.keys || "{}");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    const action = Object.entries(keys()).find(([, key]) => key && key === event.key.toLowerCase());
    const control = action && document.querySelector(`[data-key="${action[0]}"]`);
    if (!control) return;
    event.preventDefault();
    if (control.tagName === "SUMMARY") {
      control.parentElement.open = true;
      const first = control.parentElement.querySelector("input:not([type=hidden]), select");
      first.focus();
      if (first.select) first.select();
    } else {
      control.click();
    }
  });

  // After a step: say what happened, put the focus at the start of the row, bring its words into view.
  const arrive = () => {
    const said = document.querySelector("[data-say]");
    document.getElementById("said").textContent = said ? said.textContent.trim().replace(/\s+/g, " ") : "";
    const wanted = document.querySelector("[data-focus]") || document.querySelector("main h1[tabindex]");
    if (wanted) wanted.focus({ preventScroll: !wanted.hasAttribute("data-focus") });
    show();
  };
  const show = () => {
    const box = document.querySelector(".page, .sheet .paper-text");
    const mark = box && (box.querySelector("rect") || box.querySelector("mark"));
    if (!mark) return;
    const move = () => {
      box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    };
    const image = box.querySelector("img");
    if (image && !image.complete) image.addEventListener("load", move, { once: true });
    move();
  };
  const title = () => {
    const heading = document.querySelector("main h1");
    if (heading) document.title = `${heading.textContent.trim().slice(0, 60)} - Golden Thread review`;
  };
  document.addEventListener("htmx:after:swap", () => { title(); arrive(); });
  document.addEventListener("DOMContentLoaded", () => { if (location.pathname.startsWith("/item/") || document.querySelector("[data-focus], [data-say]")) arrive(); });

  // Selecting words puts them into the form that adds a row, with the offset at which they stand.
  document.addEventListener("selectionchange", () => {
    const box = document.querySelector("[data-quote]");
    const picked = document.getSelection();
    if (!box || picked.isCollapsed || !picked.anchorNode) return;
    const paper = picked.anchorNode.parentElement.closest("[data-selectable]");
    if (!paper) return;
    const range = picked.getRangeAt(0);
    const start = range.startContainer.parentElement.closest("[data-at]");
    box.value = picked.toString().trim();
    document.querySelector("[data-near]").value = start ? Number(start.dataset.at) + range.startOffset : "";
  });
})();
