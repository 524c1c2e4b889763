"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const items = all(".item");
  const bar = document.querySelector(".filter");
  const told = bar.querySelector(".told");
  const buttons = all(".filter [data-f]");
  const show = (wanted) => {
    let shown = 0;
    for (const item of items) {
      const fits = !wanted || (wanted === "review" ? "r" in item.dataset : item.dataset.v === wanted);
      item.classList.toggle("off", !fits);
      shown += fits;
    }
    for (const group of all(".group")) {
      group.classList.toggle("off", !group.querySelector(".item:not(.off)"));
    }
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.f === wanted));
    }
    told.textContent = wanted ? `显示 ${shown} 项` : "";
  };
  for (const button of buttons) {
    button.addEventListener("click", () => show(button.dataset.f));
  }
  const print = document.querySelector(".print");
  print.addEventListener("click", () => window.print());
  bar.hidden = print.hidden = false;

  const offset = (mark) => Number(mark.id.slice(1));
  const marks = all(".sheet mark");
  const light = (start, end) => {
    for (const mark of marks) {
      mark.classList.toggle("on", offset(mark) >= start && offset(mark) < end);
    }
  };
  const places = all("a[data-e]").map((link) => ({
    link,
    start: Number(link.hash.slice(2)),
    end: Number(link.dataset.e),
  }));
  const open = (id) => {
    const target = document.getElementById(id);
    if (target && target.closest(".off")) {
      show("");
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      open(link.hash.slice(1));
      const place = places.find((known) => known.link === link);
      if (place) {
        light(place.start, place.end);
      }
      return;
    }
    if (String(window.getSelection())) {
      return;
    }
    const quote = event.target.closest("li.found, li.miss");
    if (quote) {
      quote.querySelector("a").click();
      return;
    }
    const mark = event.target.closest(".sheet mark");
    if (mark) {
      const place = places.find((known) => known.start <= offset(mark) && offset(mark) < known.end);
      if (place) {
        const home = place.link.closest("article").id;
        light(place.start, place.end);
        open(home);
        location.hash = home;
      }
    }
  });
})();
